// Folders are looked at in place, before a run begins.

#include "core/model/experiment.h"
#include "tests/support/temporary_folder.h"
#include "tests/ui/experiment_form_fixture.h"
#include "tests/ui/on_screen.h"
#include "ui/config/form_checks.h"
#include "ui/config/form_fields.h"

#include <QApplication>
#include <QCheckBox>
#include <QFile>
#include <QScopeGuard>
#include <QVBoxLayout>

#include <chrono>
#include <filesystem>
#include <fstream>

namespace interleave::ui {
namespace {

using namespace std::chrono_literals;

class FormFoldersTest : public ExperimentFormTest
{
protected:
    void SetUp() override
    {
        ExperimentFormTest::SetUp();
        choose("workload", "Image filter");
    }
    /// As a user does who has gone to another program and comes back.
    void comeBack(QWidget& window)
    {
        QWidget other;
        other.show();
        other.activateWindow();
        ASSERT_TRUE(QTest::qWaitForWindowActive(&other));
        window.activateWindow();
        ASSERT_TRUE(QTest::qWaitForWindowActive(&window));
    }
    std::string folderWith(int pictures)
    {
        const auto folder = m_folder.path() / std::to_string(pictures);
        std::filesystem::create_directory(folder);
        for (int i = 0; i < pictures; ++i)
            std::ofstream(folder / (std::to_string(i) + ".png")) << "x";
        return folder.string();
    }
    FolderLook& look() { return *m_form.findChild<FolderLook*>(); }
    /// A slow machine's report may come later.
    bool soon(const std::function<bool()>& condition)
    {
        return QTest::qWaitFor(condition, kPatienceMs);
    }

    TemporaryFolder m_folder;
};

TEST_F(FormFoldersTest, AFolderThatIsNotThereIsSaidUnderItsField)
{
    type("input", "/no/such/folder");
    EXPECT_TRUE(soon([this] {
        return noteOf("input")
            == QStringLiteral("✕ '/no/such/folder' does not exist; use an existing folder");
    })) << noteOf("input").toStdString();
    EXPECT_FALSE(m_form.isValid());
}

TEST_F(FormFoldersTest, AFolderWithoutPicturesIsRefused)
{
    type("input", folderWith(0).c_str());
    EXPECT_TRUE(
        soon([this] { return noteOf("input").contains(QStringLiteral("has no pictures")); }));
    EXPECT_FALSE(m_form.isValid());
}

TEST_F(FormFoldersTest, ItsPicturesAreCounted)
{
    type("input", folderWith(3).c_str());
    EXPECT_TRUE(
        soon([this] { return noteOf("input") == QStringLiteral("pictures: 3, a task each"); }));
    EXPECT_TRUE(m_form.isValid());
    type("tasks", "4");
    EXPECT_TRUE(noteOf("tasks").contains(QStringLiteral("use 1 to 3, or auto")));
    EXPECT_FALSE(m_form.isValid());
    type("tasks", "2");
    EXPECT_TRUE(m_form.isValid());
}

TEST_F(FormFoldersTest, WhatIsNoPictureIsSaidToBeLeftOut)
{
    const std::string folder = folderWith(2);
    std::ofstream(folder + "/notes.txt") << "x";
    type("input", folder.c_str());
    EXPECT_TRUE(soon([this] {
        return noteOf("input").startsWith(
            QStringLiteral("pictures: 2, a task each. Left out: 1 file that is no picture"));
    })) << noteOf("input").toStdString();
}

TEST_F(FormFoldersTest, InStripsAPictureIsNoTask)
{
    type("input", folderWith(2).c_str());
    choose("division", "strips");
    EXPECT_TRUE(soon([this] {
        return noteOf("input") == QStringLiteral("pictures: 2, each of several tasks");
    })) << noteOf("input").toStdString();
}

TEST_F(FormFoldersTest, AFolderThatWasMadeMeanwhileIsSeenByWhoComesBack)
{
    QWidget window; // in which the form is a part
    (new QVBoxLayout(&window))->addWidget(&m_form);
    const auto release = qScopeGuard([this] { m_form.setParent(nullptr); });
    window.show();
    window.activateWindow();
    ASSERT_TRUE(QTest::qWaitForWindowActive(&window));
    const std::filesystem::path folder = m_folder.path() / "new";
    type("output", folder.c_str());
    EXPECT_TRUE(soon([this] { return noteOf("output").contains(QStringLiteral("not exist")); }));
    std::filesystem::create_directory(folder);
    comeBack(window);
    EXPECT_TRUE(soon([this] { return m_form.isValid(); }));
    EXPECT_EQ(noteOf("output"), QString());
}

TEST_F(FormFoldersTest, WhatIsThereNowIsSeenBeforeARunMayBegin)
{
    type("input", folderWith(1).c_str());
    const std::filesystem::path output = m_folder.path() / "out";
    std::filesystem::create_directory(output);
    type("output", output.c_str());
    look().setFreshFor(0ms);
    EXPECT_TRUE(m_form.finishLooking());
    EXPECT_TRUE(m_form.isValid());
    std::ofstream(output / "0.png") << "a result";
    EXPECT_TRUE(m_form.finishLooking());
    EXPECT_TRUE(
        soon([this] { return noteOf("output").contains(QStringLiteral("has 1 of the 1")); }));
}

TEST_F(FormFoldersTest, WhatIsKnownOfJustNowIsNotLookedAtAgain)
{
    type("input", folderWith(1).c_str());
    EXPECT_TRUE(soon([this] { return look().isCurrent() && !look().busy(); }));
    look().setFreshFor(1h);
    std::filesystem::remove_all(m_folder.path() / "1");
    EXPECT_TRUE(m_form.finishLooking());
    EXPECT_TRUE(m_form.isValid()) << "the run itself says it";
    look().setFreshFor(0ms);
    EXPECT_TRUE(m_form.finishLooking());
    EXPECT_TRUE(soon([this] { return !m_form.isValid(); }));
}

TEST_F(FormFoldersTest, NothingIsLookedAtWhileARunGoesOn)
{
    type("input", folderWith(1).c_str());
    EXPECT_TRUE(look().busy());
    m_form.setReadOnly(true);
    EXPECT_FALSE(look().busy());
    QEvent comesBack(QEvent::WindowActivate);
    QApplication::sendEvent(&m_form, &comesBack);
    EXPECT_FALSE(look().busy());
    m_form.setReadOnly(false);
    EXPECT_TRUE(look().busy()) << "what was given up is still to be known";
}

TEST_F(FormFoldersTest, AnExperimentThatBecomesAnotherWhileItIsLookedAtMayNotRun)
{
    type("input", folderWith(1).c_str());
    QMetaObject::invokeMethod(
        &m_form,
        [this] {
            m_form.setParameter(WorkloadKind::ImageFilter, "input", std::string("/dropped"));
        },
        Qt::QueuedConnection);
    EXPECT_FALSE(m_form.finishLooking());
}

TEST_F(FormFoldersTest, WhatIsNotKnownYetIsNoProblem)
{
    type("input", "/no/such/folder");
    EXPECT_TRUE(soon([this] { return !m_form.isValid(); }));
    Experiment other = m_form.experiment();
    other.params["input"] = folderWith(1);
    m_form.setExperiment(other);
    EXPECT_TRUE(m_form.isValid()) << "the run looks itself";
    EXPECT_TRUE(
        soon([this] { return noteOf("input") == QStringLiteral("pictures: 1, a task each"); }));
}

TEST(FormChecks, F372_AFolderThatDoesNotAnswerIsAWarningAndNoProblem)
{
    ExperimentForm form;
    Experiment experiment{.workload = WorkloadKind::ImageFilter};
    experiment.params["input"] = std::string("/gone");
    form.setExperiment(experiment);
    FolderLook look(nullptr,
        [](const Experiment& /*experiment*/, const std::stop_token& /*stop*/) {
            return FolderReport{.unanswered = true};
        },
        {.awaited = std::chrono::milliseconds(kPatienceMs)});
    look.lookAt(&experiment);
    look.finish();
    const FormRows rows = form.findChild<FormFields*>()->rows();
    showConflicts(rows, experiment, look);
    showNotes(rows, experiment, look);
    const FieldRow* input = rowOf(rows.parameters, "input");
    EXPECT_FALSE(input->problem());
    EXPECT_TRUE(input->findChild<NoteLabel*>()->text().contains(
        QStringLiteral("This folder does not answer")));
}

TEST_F(FormFoldersTest, ResultsDoNotGoWhereThePicturesAre)
{
    const std::string folder = folderWith(1);
    type("input", folder.c_str());
    type("output", folder.c_str());
    EXPECT_TRUE(
        soon([this] { return noteOf("output").contains(QStringLiteral("is the input folder")); }));
    EXPECT_FALSE(m_form.isValid());
}

TEST_F(FormFoldersTest, F212_AResultThatIsThereAlreadyIsSaidUntilItIsToBeReplaced)
{
    type("input", folderWith(1).c_str());
    const std::string output = (m_folder.path() / "out").string();
    std::filesystem::create_directory(output);
    std::ofstream(output + "/0.png") << "mine";
    type("output", output.c_str());
    EXPECT_TRUE(soon([this] {
        return noteOf("output").contains(QStringLiteral("has 1 of the 1 results already"));
    })) << noteOf("output").toStdString();
    EXPECT_TRUE(noteOf("output").endsWith(QStringLiteral("or replace them")))
        << "without how a command line says it: " << noteOf("output").toStdString();
    EXPECT_FALSE(m_form.isValid());
    type("names", "small {name}");
    EXPECT_TRUE(soon([this] { return m_form.isValid(); }));
    type("names", "{name}");
    EXPECT_TRUE(soon([this] { return !m_form.isValid(); }));
    QTest::keyClick(row("overwrite")->findChild<QCheckBox*>(), Qt::Key_Space);
    EXPECT_TRUE(soon([this] { return m_form.isValid(); })) << noteOf("output").toStdString();
}

TEST_F(FormFoldersTest, AFolderThatIsCalledLikeASettingKeepsItsName)
{
    type("input", folderWith(1).c_str());
    const std::filesystem::path output = m_folder.path() / "batch (debug=true)";
    std::filesystem::create_directory(output);
    std::ofstream(output / "0.png") << "mine";
    type("output", output.c_str());
    EXPECT_TRUE(soon([this] { return !m_form.isValid(); }));
    EXPECT_TRUE(noteOf("output").contains(QStringLiteral("batch (debug=true)'")))
        << noteOf("output").toStdString();
}

TEST_F(FormFoldersTest, F217_AResultThatWouldReplaceAPictureIsSaidAlsoWhereResultsAreReplaced)
{
    const std::filesystem::path input = folderWith(1);
    std::filesystem::create_directory(input / input.filename());
    std::ofstream(input / input.filename() / "0.png") << "x";
    type("input", input.c_str());
    QTest::keyClick(row("recursive")->findChild<QCheckBox*>(), Qt::Key_Space);
    QTest::keyClick(row("overwrite")->findChild<QCheckBox*>(), Qt::Key_Space);
    type("output", m_folder.path().c_str());
    EXPECT_TRUE(soon([this] {
        return noteOf("output").contains(QStringLiteral("which is one of the pictures"));
    })) << noteOf("output").toStdString();
    EXPECT_FALSE(m_form.isValid());
}

TEST_F(FormFoldersTest, SubfoldersAndAPatternChangeWhichPicturesThereAre)
{
    const std::string folder = folderWith(3);
    std::filesystem::create_directory(folder + "/inner");
    std::ofstream(folder + "/inner/4.jpg") << "x";
    type("input", folder.c_str());
    const auto counted = [this](const char* note) {
        return soon([this, note] { return noteOf("input") == QLatin1String(note); });
    };
    EXPECT_TRUE(counted("pictures: 3, a task each"));
    QTest::keyClick(row("recursive")->findChild<QCheckBox*>(), Qt::Key_Space);
    EXPECT_TRUE(counted("pictures: 4, a task each"));
    type("pattern", "*.JPG");
    EXPECT_TRUE(counted("pictures: 1, a task each")) << noteOf("input").toStdString();
}

TEST_F(FormFoldersTest, WhatIsAboutAFolderIsShownWhereThereIsOne)
{
    for (const char* name : {"pattern", "recursive", "damaged", "format", "quality", "overwrite"})
        EXPECT_TRUE(row(name)->isHidden()) << name;
    type("input", folderWith(1).c_str());
    for (const char* name : {"pattern", "recursive", "damaged"})
        EXPECT_FALSE(row(name)->isHidden()) << name;
    EXPECT_TRUE(row("format")->isHidden());
    type("output", m_folder.path().c_str());
    for (const char* name : {"format", "quality", "overwrite", "resume"})
        EXPECT_FALSE(row(name)->isHidden()) << name;
}

TEST_F(FormFoldersTest, F157_AFolderWhoseNameIsNoUtf8IsTypedChosenAndKept)
{
    const std::string plain = folderWith(3);
    const std::string folder = m_folder.path() / "p\xff";
    std::filesystem::rename(plain, folder);
    const auto expectIt = [&](const char* how) {
        EXPECT_TRUE(soon([this] {
            return noteOf("input") == QStringLiteral("pictures: 3, a task each");
        })) << how
            << noteOf("input").toStdString();
        EXPECT_TRUE(m_form.isValid()) << how;
        EXPECT_EQ(parameter<std::string>(m_form.experiment(), "input"), folder) << how;
        EXPECT_EQ(field("input")->text(),
            QString::fromStdString("file:" + (m_folder.path() / "p%FF").string()));
    };
    type("input", ("file:" + (m_folder.path() / "p%FF").string()).c_str());
    expectIt("typed");
    m_form.setExperiment(m_form.experiment());
    expectIt("kept");
    type("input", "");
    m_answer = {QFile::decodeName(folder.c_str())}; // as a dialog gives it
    browse("input");
    expectIt("chosen");
}

TEST_F(FormFoldersTest, F157_AFolderWhoseNameIsNoUtf8AndThatIsNotThereIsNamed)
{
    type("input", "file:/no/such%FF");
    EXPECT_TRUE(soon([this] {
        return noteOf("input").contains(QStringLiteral("'/no/such\\xff' does not exist"));
    })) << noteOf("input").toStdString();
    type("input", "file:/no/such%F");
    EXPECT_TRUE(soon([this] {
        return noteOf("input").contains(QStringLiteral("'file:/no/such%F' does not exist"));
    })) << noteOf("input").toStdString();
}

TEST_F(FormFoldersTest, OtherWorkloadsHaveNoFolders)
{
    type("input", "/no/such/folder");
    choose("workload", "Sleep");
    EXPECT_TRUE(m_form.isValid());
}

} // namespace
} // namespace interleave::ui
