// A function of one's own in the form: typed, or taken from a file.
#include "core/model/own_function.h"
#include "tests/support/temporary_folder.h"
#include "tests/ui/experiment_form_fixture.h"
#include "ui/code/program_consent.h"
#include "ui/widgets/code_editor.h"

#include <gmock/gmock.h>

#include <fstream>

namespace interleave::ui {
namespace {

class FunctionInTheForm : public ExperimentFormTest
{
protected:
    void SetUp() override
    {
        ExperimentFormTest::SetUp();
        choose("workload", "Own function (Python)");
    }
    CodeEditor* code() { return row("code")->findChild<CodeEditor*>(); }
    void openFile(const std::string& text)
    {
        const std::string path = m_folder.path() / "task.py";
        std::ofstream(path, std::ios::binary) << text;
        m_answer = QStringList{QString::fromStdString(path)};
        for (auto* button : row("code")->findChildren<QToolButton*>()) {
            if (button->text() == QString::fromUtf8("Open…"))
                button->click();
        }
        EXPECT_EQ(m_sought, Sought::Program);
    }

    TemporaryFolder m_folder;
};

TEST_F(FunctionInTheForm, ChoosingItChoosesAnExecutorOfPythonsAndAnotherWorkloadGivesItBack)
{
    EXPECT_EQ(m_form.experiment().executor, ExecutorKind::PythonPool);
    EXPECT_TRUE(m_form.isValid()) << m_form.firstProblem().toStdString();
    choose("workload", "Squares");
    EXPECT_EQ(m_form.experiment().executor, ExecutorKind::Processes);
}

TEST_F(FunctionInTheForm, AnExecutorThatTheUserChoseStays)
{
    choose("executor", "Python: threads");
    choose("workload", "Squares");
    EXPECT_EQ(m_form.experiment().executor, ExecutorKind::PythonThreads);
}

TEST_F(FunctionInTheForm, WhatIsTypedIsTheExperiments)
{
    code()->setFocus();
    code()->selectAll();
    QTest::keyClicks(code(), QStringLiteral("def task(n): return 7"));
    EXPECT_EQ(parameter<std::string>(m_form.experiment(), "code"), "def task(n): return 7");
    code()->selectAll();
    QTest::keyClicks(code(), QStringLiteral("def other(n): return 7"));
    EXPECT_FALSE(m_form.isValid());
    EXPECT_TRUE(noteOf("code").contains(QStringLiteral("def task(n)")))
        << noteOf("code").toStdString();
}

TEST_F(FunctionInTheForm, AFileIsTakenWithPlainLines)
{
    openFile("def task(n):\r\n    return 2\r\n");
    EXPECT_TRUE(QTest::qWaitFor([&] {
        return code()->toPlainText() == QStringLiteral("def task(n):\n    return 2\n");
    })) << code()->toPlainText().toStdString();
}

TEST_F(FunctionInTheForm, AFileThatCannotBeReadIsSaidAndTheTextStays)
{
    const QString before = code()->toPlainText();
    m_answer = QStringList{QStringLiteral("/no/such/file.py")};
    for (auto* button : row("code")->findChildren<QToolButton*>()) {
        if (button->text() == QString::fromUtf8("Open…"))
            button->click();
    }
    EXPECT_TRUE(QTest::qWaitFor([&] {
        return noteOf("code").contains(QStringLiteral("/no/such/file.py"));
    })) << noteOf("code").toStdString();
    EXPECT_EQ(code()->toPlainText(), before);
}

TEST_F(FunctionInTheForm, UndoTakesBackALine)
{
    code()->setFocus();
    code()->selectAll();
    QTest::keyClicks(code(), QStringLiteral("# one"));
    QTest::keyClick(code(), Qt::Key_Return);
    QTest::keyClicks(code(), QStringLiteral("# two"));
    m_form.editActions().first()->trigger();
    EXPECT_TRUE(code()->toPlainText().startsWith(QStringLiteral("# one"))) << "not all at once";
    EXPECT_FALSE(code()->toPlainText().contains(QStringLiteral("two")));
}

class Consent : public testing::Test
{
protected:
    static Experiment calling(const std::string& code)
    {
        return {.workload = WorkloadKind::Function, .params = {{"code", code}}};
    }
    bool m_answer = true;
    std::vector<std::string> m_asked;
    ProgramConsent m_consent{[this](QWidget*, const BroughtPrograms& programs) {
        m_asked.push_back(programs.python + programs.code);
        return m_answer;
    }};
};

TEST_F(Consent, WhatTheUserTypedRunsAtOnce)
{
    EXPECT_TRUE(m_consent.mayRun(calling("def task(n): pass"), nullptr));
    EXPECT_TRUE(m_asked.empty());
}

TEST_F(Consent, WhatCameFromElsewhereIsShownOnce)
{
    m_consent.noteFilled(calling("def task(n): pass"));
    EXPECT_TRUE(m_consent.mayRun(calling("def task(n): pass"), nullptr));
    EXPECT_TRUE(m_consent.mayRun(calling("def task(n): pass"), nullptr));
    EXPECT_THAT(m_asked, testing::ElementsAre("def task(n): pass"));
}

TEST_F(Consent, WhoHasChangedALineHasNotReadTheOthers)
{
    m_consent.noteFilled(calling("def task(n): return 1"));
    m_consent.noteFilled({.workload = WorkloadKind::Squares}); // the form keeps the function
    EXPECT_TRUE(m_consent.mayRun(calling("def task(n): return 12"), nullptr));
    EXPECT_THAT(m_asked, testing::ElementsAre("def task(n): return 12"));
    EXPECT_TRUE(m_consent.mayRun(calling("def task(n): return 123"), nullptr));
    EXPECT_EQ(m_asked.size(), 1) << "what was agreed to and typed on is the user's";
}

TEST_F(Consent, OneThatComesWhileItIsAskedIsAskedAboutToo)
{
    int asked = 0;
    ProgramConsent* self = nullptr;
    ProgramConsent consent([&](QWidget*, const BroughtPrograms&) {
        if (++asked == 1)
            self->noteFilled(calling("def task(n): return 'other'"));
        return true;
    });
    self = &consent;
    consent.noteFilled(calling("def task(n): pass"));
    EXPECT_TRUE(consent.mayRun(calling("def task(n): pass"), nullptr));
    EXPECT_TRUE(consent.mayRun(calling("def task(n): return 'other'"), nullptr));
    EXPECT_EQ(asked, 2);
}

TEST_F(Consent, ANoIsAskedAgain)
{
    m_answer = false;
    m_consent.noteFilled(calling("def task(n): pass"));
    EXPECT_FALSE(m_consent.mayRun(calling("def task(n): pass"), nullptr));
    EXPECT_FALSE(m_consent.mayRun(calling("def task(n): pass"), nullptr));
    EXPECT_EQ(m_asked.size(), 2);
}

TEST_F(Consent, AnInterpreterThatCameFromElsewhereIsShownWhateverExecutorItCameWith)
{
    m_consent.noteFilled({.python = "/tmp/python"});
    EXPECT_TRUE(m_consent.mayRun({.python = "/tmp/python"}, nullptr)) << "it starts none";
    EXPECT_TRUE(m_asked.empty());
    Experiment experiment{.executor = ExecutorKind::PythonPool, .python = "/tmp/python"};
    EXPECT_TRUE(m_consent.mayRun(experiment, nullptr));
    EXPECT_THAT(m_asked, testing::ElementsAre("/tmp/python"));
    experiment.python = "/tmp/mine";
    EXPECT_TRUE(m_consent.mayRun(experiment, nullptr));
    EXPECT_EQ(m_asked.size(), 1U) << "typed by the user";
}

TEST_F(Consent, WhatWasFilledBeforeComesBackByAnUndoAndIsShown)
{
    m_consent.noteFilled(calling("def task(n): pass"));
    m_consent.noteFilled({.workload = WorkloadKind::Function});
    EXPECT_TRUE(m_consent.mayRun(calling("def task(n): pass"), nullptr));
    EXPECT_THAT(m_asked, testing::ElementsAre("def task(n): pass"));
}

TEST_F(Consent, OtherWorkloadsAndWhatTheProgramSuggestsNeedNone)
{
    const Experiment suggested{.workload = WorkloadKind::Function};
    m_consent.noteFilled(suggested);
    EXPECT_TRUE(m_consent.mayRun(suggested, nullptr));
    EXPECT_TRUE(m_consent.mayRun({.workload = WorkloadKind::Squares}, nullptr));
    EXPECT_TRUE(m_asked.empty());
}

} // namespace
} // namespace interleave::ui
