// A function of one's own in the window: run by a real Python, and asked about where it came from a
// file.
#include "core/model/python_interpreter.h"
#include "tests/ui/window_fixture.h"
#include "ui/code/code_view.h"
#include "ui/config/experiment_store.h"

#include <gmock/gmock.h>

#include <QPlainTextEdit>

#include <algorithm>

namespace interleave::ui {
namespace {

class FunctionWindowTest : public WindowTest
{
protected:
    void SetUp() override
    {
        WindowTest::SetUp();
        const auto python = findPython("/usr/bin/python3");
        if (!python)
            GTEST_SKIP() << python.error().message;
        m_experiment.python = *python;
        open();
    }
    void openExperiment()
    {
        answer = QString::fromStdString((folder.path() / "function.json").string());
        ASSERT_TRUE(saveExperiment(answer.toStdString(), m_experiment));
        openByKey();
    }

    Experiment m_experiment{.workload = WorkloadKind::Function,
        .params = {{"code", std::string("def task(n):\n    return 1 / (n - 3)\n")}},
        .tasks = 6,
        .workers = 2,
        .executor = ExecutorKind::PythonPool,
        .chunk = 1};
};

TEST_F(FunctionWindowTest, OneFromAFileIsShownBeforeItRunsAndANoStartsNothing)
{
    mayRun = false;
    openExperiment();
    EXPECT_TRUE(broughtPrograms.empty()) << "opening runs nothing";
    press(Qt::Key_R, Qt::ControlModifier);
    EXPECT_FALSE(running());
    ASSERT_EQ(broughtPrograms.size(), 1U);
    EXPECT_THAT(broughtPrograms.front().code, testing::HasSubstr("1 / (n - 3)"));
    EXPECT_TRUE(runs().runs().empty());
}

TEST_F(FunctionWindowTest, WhatWouldRunStandsInTheCodeViewBefore)
{
    openExperiment();
    const auto* program = window->findChild<CodeView*>()->findChild<QPlainTextEdit*>();
    EXPECT_TRUE(program->toPlainText().contains(QStringLiteral("1 / (n - 3)")));
}

TEST_F(FunctionWindowTest, ItsExceptionIsTheTasksWithItsLine)
{
    openExperiment();
    press(Qt::Key_R, Qt::ControlModifier);
    ASSERT_TRUE(waitForEnd());
    ASSERT_EQ(results.size(), 1U);
    const TrialResult& trial = results.front().trials.front();
    EXPECT_EQ(trial.tasks.failed, 1U);
    EXPECT_TRUE(noteSays("Task 3: ZeroDivisionError: division by zero (task.py, line 2 in task: "
                         "return 1 / (n - 3))"));
}

TEST_F(FunctionWindowTest, WhatTheLastSessionHadIsShownTooBeforeItRuns)
{
    openExperiment();
    press(Qt::Key_R, Qt::ControlModifier);
    ASSERT_TRUE(waitForEnd());
    window->close();
    window.reset();
    broughtPrograms.clear();
    open();
    press(Qt::Key_R, Qt::ControlModifier);
    EXPECT_EQ(broughtPrograms.size(), 1U);
    ASSERT_TRUE(waitForEnd());
}

} // namespace
} // namespace interleave::ui
