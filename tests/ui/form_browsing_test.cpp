// Folders and files that are chosen in a dialog.

#include "tests/support/temporary_folder.h"
#include "tests/ui/experiment_form_fixture.h"
#include "tests/ui/on_screen.h"
#include "ui/models/in_background.h"

#include <QCoreApplication>

#include <fstream>
#include <functional>
#include <string>

namespace interleave::ui {
namespace {

class FormBrowsingTest : public ExperimentFormTest
{
protected:
    void SetUp() override
    {
        ExperimentFormTest::SetUp();
        choose("workload", "Image filter");
    }
    std::string picture(int number)
    {
        const auto file = m_folder.path() / (std::to_string(number) + ".png");
        std::ofstream(file) << "x";
        return file.string();
    }
    /// A slow machine's answer may come later.
    static bool soon(const std::function<bool()>& condition)
    {
        return QTest::qWaitFor(condition, kPatienceMs);
    }
    /// What was chosen is written into its list, and told.
    static void finishChoosing()
    {
        threadsLeftAlone().waitForDone();
        QCoreApplication::processEvents();
    }

    TemporaryFolder m_folder;
};

TEST_F(FormBrowsingTest, BrowseFillsInTheChosenFolder)
{
    m_answer = {QStringLiteral("/pictures/of/trees")};
    browse("input");
    EXPECT_EQ(
        m_form.experiment().params.at("input"), FieldValue(std::string("/pictures/of/trees")));
}

TEST_F(FormBrowsingTest, FilesAreChosenForTheInputAlone)
{
    const std::string file = picture(1);
    m_answer = {QString::fromStdString(file)};
    browseFiles("output");
    EXPECT_EQ(m_sought, Sought::Folder) << "nobody was asked";
    browseFiles("input");
    EXPECT_EQ(m_sought, Sought::Files);
    finishChoosing();
    EXPECT_EQ(m_form.experiment().params.at("input"), FieldValue(file));
}

TEST_F(FormBrowsingTest, CancelledBrowsingChangesNothing)
{
    type("input", "/before");
    m_answer.clear();
    browse("input");
    EXPECT_EQ(field("input")->text(), QStringLiteral("/before"));
}

TEST_F(FormBrowsingTest, SeveralFilesBecomeAListWhosePicturesAreNamed)
{
    for (int i = 4; i >= 0; --i)
        m_answer << QString::fromStdString(picture(i));
    browseFiles("input");
    EXPECT_TRUE(soon([this] {
        return noteOf("input")
            == QStringLiteral("pictures: 5, a task each: 4.png, 3.png, 2.png and 2 more");
    })) << noteOf("input").toStdString();
    EXPECT_TRUE(field("input")->text().endsWith(QStringLiteral(".txt")));
}

TEST_F(FormBrowsingTest, FilesThatCannotStandInAListAreRefused)
{
    m_answer = {QStringLiteral("/pictures/a.png"), QStringLiteral("/pictures/line\nbreak.png")};
    browseFiles("input");
    EXPECT_TRUE(soon([this] { return noteOf("input").contains(QStringLiteral("line break")); }));
    EXPECT_FALSE(m_form.isValid());
    type("input", picture(1).c_str());
    EXPECT_TRUE(soon([this] { return m_form.isValid(); })) << noteOf("input").toStdString();
}

TEST_F(FormBrowsingTest, AFileOfARunIsRefusedAlsoWhereItIsChosen)
{
    m_answer = {QStringLiteral("/runs/run.json")};
    browseFiles("input");
    EXPECT_TRUE(soon([this] { return noteOf("input").contains(QStringLiteral("File > Open")); }));
    EXPECT_FALSE(m_form.isValid());
    EXPECT_EQ(field("input")->text(), QString());
}

TEST_F(FormBrowsingTest, WhatIsTypedAfterFilesWereChosenCounts)
{
    m_answer = {QStringLiteral("/pictures/a.png"), QStringLiteral("/pictures/b.png")};
    browseFiles("input");
    type("input", "/typed");
    finishChoosing();
    EXPECT_EQ(field("input")->text(), QStringLiteral("/typed"));
}

TEST_F(FormBrowsingTest, FilesWhoseListIsWrittenWhenARunHasBegunAreNotTaken)
{
    m_answer = {QStringLiteral("/pictures/a.png"), QStringLiteral("/pictures/b.png")};
    browseFiles("input");
    m_form.setReadOnly(true);
    finishChoosing();
    EXPECT_EQ(field("input")->text(), QString());
}

TEST_F(FormBrowsingTest, AFieldThatGoesWhileItsDialogIsOpenTakesNothing)
{
    m_meanwhile = [this] { m_form.setExperiment({}); };
    m_answer = {QStringLiteral("/pictures")};
    browse("input");
    EXPECT_EQ(m_form.experiment(), Experiment{});
}

} // namespace
} // namespace interleave::ui
