// The window keeps its runs, and shows, finds, changes and opens those that were kept.

#include "core/history/history_folder.h"
#include "core/history/keep_run.h"
#include "tests/ui/window_fixture.h"
#include "ui/history/history_page.h"
#include "ui/kept_run.h"
#include "ui/widgets/copyable_table.h"
#include "ui/widgets/state_hint.h"

#include <fstream>

namespace interleave::ui {
namespace {

using testing::ElementsAre;

class HistoryWindowTest : public WindowTest
{
protected:
    HistoryWindowTest() { historyFolder = folder.path() / "history"; }

    [[nodiscard]] HistoryPage& page() const { return *window->findChild<HistoryPage*>(); }
    [[nodiscard]] CopyableTable& table() const { return *page().findChild<CopyableTable*>(); }
    [[nodiscard]] std::vector<HistoryRun> kept(const HistoryQuery& query = {}) const
    {
        const auto history = History::open(*historyFolder, NoHistory::IsMissing);
        if (!history)
            return {};
        return history->runs(history->ids(query).value()).value();
    }
    void runAndKeep(Primitive sync)
    {
        const std::size_t before = kept().size();
        runToEnd(counterExperiment(sync));
        ASSERT_TRUE(QTest::qWaitFor([&] { return shownRun().kept().has_value(); }, kPatienceMs));
        ASSERT_EQ(kept().size(), before + 1);
    }
    void showHistory(int runs)
    {
        press(Qt::Key_H, Qt::ControlModifier);
        ASSERT_TRUE(page().isVisible());
        ASSERT_TRUE(lists(runs));
    }
    [[nodiscard]] bool lists(int runs) const
    {
        return QTest::qWaitFor(
            [&] {
                return page().model().rowCount() == runs
                    && (runs == 0 || page().model().runAt(0) != nullptr);
            },
            kPatienceMs);
    }
    void choose(int row) const
    {
        table().selectRow(row);
        table().setFocus();
    }
    [[nodiscard]] QString cell(int row, HistoryColumn column) const
    {
        return page().model().index(row, static_cast<int>(column)).data().toString();
    }
    [[nodiscard]] bool cellBecomes(int row, HistoryColumn column, const char* text) const
    {
        return QTest::qWaitFor(
            [&] { return cell(row, column) == QString::fromUtf8(text); }, kPatienceMs);
    }
    void edit(int row, HistoryColumn column, const char* text) const
    {
        choose(row);
        table().selectionModel()->setCurrentIndex(
            page().model().index(row, static_cast<int>(column)), QItemSelectionModel::NoUpdate);
        QTest::keyClick(&table(), Qt::Key_F2);
        auto* editor = table().findChild<QLineEdit*>();
        ASSERT_NE(editor, nullptr);
        editor->selectAll();
        QTest::keyClicks(editor, QLatin1String(text));
        QTest::keyClick(editor, Qt::Key_Return);
    }
};

TEST_F(HistoryWindowTest, ARunThatEndsIsKeptAsItWasShown)
{
    open();
    runAndKeep(Primitive::None);
    const HistoryRun run = kept().front();
    EXPECT_EQ(QString::fromStdString(run.answer), headline());
    EXPECT_EQ(QString::fromStdString(run.name), shownRun().name());
    EXPECT_THAT(run.file, testing::EndsWith(".trace"));
    EXPECT_FALSE(shownRun().unsaved());
}

TEST_F(HistoryWindowTest, AnotherWindowOpensItWithAllThatItHad)
{
    open();
    runAndKeep(Primitive::None);
    const QString before = headline();
    open();
    showHistory(1);
    EXPECT_EQ(cell(0, HistoryColumn::Answer).replace(QChar::Nbsp, QLatin1Char(' ')), before);
    choose(0);
    QTest::keyClick(&table(), Qt::Key_Return);
    ASSERT_TRUE(QTest::qWaitFor([&] { return runs().shown() != nullptr; }, kPatienceMs));
    EXPECT_EQ(headline(), before);
    EXPECT_TRUE(shownRun().hasRecordings());
    EXPECT_FALSE(shownRun().unsaved());
    EXPECT_EQ(form().experiment().sync, Primitive::None);
    EXPECT_FALSE(page().isVisible());
    EXPECT_EQ(kept().size(), 1U);
}

TEST_F(HistoryWindowTest, ARunThatIsShownAlreadyComesToTheFront)
{
    open();
    runAndKeep(Primitive::None);
    runAndKeep(Primitive::Lock);
    showHistory(2);
    choose(1);
    QTest::keyClick(&table(), Qt::Key_Return);
    EXPECT_EQ(runs().runs().size(), 2U);
    EXPECT_EQ(runs().shown(), runs().runs().front());
}

TEST_F(HistoryWindowTest, ARunIsPutIntoTheFormAgain)
{
    open();
    runAndKeep(Primitive::Lock);
    runAndKeep(Primitive::None);
    showHistory(2);
    choose(1);
    QTest::keyClick(&table(), Qt::Key_R);
    EXPECT_TRUE(
        QTest::qWaitFor([&] { return form().experiment().sync == Primitive::Lock; }, kPatienceMs));
    EXPECT_EQ(form().experiment(), runs().runs().front()->asked());
}

TEST_F(HistoryWindowTest, NamesTagsNotesAndStarsStay)
{
    open();
    runAndKeep(Primitive::None);
    showHistory(1);
    edit(0, HistoryColumn::Name, "for the lecture");
    EXPECT_TRUE(cellBecomes(0, HistoryColumn::Name, "for the lecture"));
    edit(0, HistoryColumn::Tags, "#race slides");
    EXPECT_TRUE(cellBecomes(0, HistoryColumn::Tags, "race slides"));
    edit(0, HistoryColumn::Note, "look at worker 2");
    EXPECT_TRUE(cellBecomes(0, HistoryColumn::Note, "look at worker 2"));
    choose(0);
    QTest::keyClick(&table(), Qt::Key_S);
    EXPECT_TRUE(cellBecomes(0, HistoryColumn::Star, "★"));
    const HistoryRun run = kept().front();
    EXPECT_EQ(run.name, "for the lecture");
    EXPECT_THAT(run.tags, ElementsAre("race", "slides"));
    EXPECT_EQ(run.note, "look at worker 2");
    EXPECT_TRUE(run.star);
    EXPECT_EQ(shownRun().name(), QStringLiteral("for the lecture"));
}

TEST_F(HistoryWindowTest, ARunThatIsRenamedInTheStripIsRenamedInTheHistory)
{
    open();
    runAndKeep(Primitive::None);
    runs().shown()->setName(QStringLiteral("renamed"));
    EXPECT_FALSE(shownRun().unsaved());
    EXPECT_TRUE(QTest::qWaitFor([&] { return kept().front().name == "renamed"; }, kPatienceMs));
}

TEST_F(HistoryWindowTest, WhatIsDeletedComesBack)
{
    open();
    runAndKeep(Primitive::None);
    showHistory(1);
    choose(0);
    QTest::keyClick(&table(), Qt::Key_Delete);
    ASSERT_TRUE(lists(0));
    EXPECT_TRUE(kept().empty());
    EXPECT_TRUE(shownRun().unsaved()) << "it can be lost now";
    action("Undo delete")->trigger();
    ASSERT_TRUE(lists(1));
    EXPECT_EQ(kept().size(), 1U);
    EXPECT_FALSE(shownRun().unsaved());
}

TEST_F(HistoryWindowTest, FindsAndSorts)
{
    open();
    runAndKeep(Primitive::None);
    runAndKeep(Primitive::Lock);
    showHistory(2);
    const QString newest = cell(0, HistoryColumn::Name);
    table().horizontalHeader()->setSortIndicator(
        static_cast<int>(HistoryColumn::Began), Qt::AscendingOrder);
    EXPECT_TRUE(
        QTest::qWaitFor([&] { return cell(1, HistoryColumn::Name) == newest; }, kPatienceMs));
    auto* words = page().findChild<QLineEdit*>();
    words->setText(newest);
    EXPECT_TRUE(lists(1));
    EXPECT_EQ(cell(0, HistoryColumn::Name), newest);
    words->setText(QStringLiteral("nowhere"));
    EXPECT_TRUE(lists(0));
    EXPECT_TRUE(page().findChild<StateHint*>()->isVisible());
}

TEST_F(HistoryWindowTest, SwitchedOffItKeepsNothing)
{
    open();
    action("&Keep runs in the history")->trigger();
    runToEnd(counterExperiment(Primitive::None));
    EXPECT_FALSE(std::filesystem::exists(*historyFolder));
    EXPECT_TRUE(shownRun().unsaved());
    open();
    EXPECT_FALSE(action("&Keep runs in the history")->isChecked());
}

TEST_F(HistoryWindowTest, WithoutAFolderThereIsNone)
{
    historyFolder.reset();
    open();
    EXPECT_FALSE(action("&History")->isEnabled());
    EXPECT_THAT(
        action("&History")->toolTip().toStdString(), testing::HasSubstr("INTERLEAVE_HISTORY"));
    runToEnd(counterExperiment(Primitive::None));
    EXPECT_TRUE(shownRun().unsaved());
}

TEST_F(HistoryWindowTest, F418_ARunThatCannotBeKeptIsToldAndStaysOnTheScreen)
{
    std::filesystem::create_directories(*historyFolder);
    std::ofstream(databaseIn(*historyFolder)) << "a text of some length, and no database at all";
    open();
    runToEnd(counterExperiment(Primitive::None));
    EXPECT_TRUE(QTest::qWaitFor([&] { return noteSays("not in the history"); }, kPatienceMs));
    EXPECT_TRUE(shownRun().unsaved());
    EXPECT_FALSE(headline().isEmpty());
    press(Qt::Key_H, Qt::ControlModifier);
    EXPECT_TRUE(QTest::qWaitFor(
        [&] { return textOf("Remedy", &page()).contains(QStringLiteral("move it away")); },
        kPatienceMs));
}

TEST_F(HistoryWindowTest, F419_ARunWhoseFileHasGoneIsTold)
{
    open();
    runAndKeep(Primitive::None);
    std::filesystem::remove_all(*historyFolder / "runs");
    open();
    showHistory(1);
    choose(0);
    QTest::keyClick(&table(), Qt::Key_Return);
    EXPECT_TRUE(QTest::qWaitFor([&] { return noteSays("can be run again"); }, kPatienceMs));
    EXPECT_EQ(runs().shown(), nullptr);
}

TEST_F(HistoryWindowTest, F420_AFileOfAnotherRunIsNotTakenForThisOne)
{
    open();
    runAndKeep(Primitive::None);
    runAndKeep(Primitive::Lock);
    const std::vector<HistoryRun> both = kept();
    std::filesystem::copy_file(*historyFolder / both[1].file,
        *historyFolder / both[0].file,
        std::filesystem::copy_options::overwrite_existing);
    open();
    showHistory(2);
    choose(0);
    QTest::keyClick(&table(), Qt::Key_Return);
    EXPECT_TRUE(QTest::qWaitFor([&] { return noteSays("holds another one"); }, kPatienceMs));
}

TEST_F(HistoryWindowTest, F421_EventsForWhichThereIsNoRoomAreLeftOut)
{
    open();
    runToEnd(counterExperiment(Primitive::None));
    const auto other = folder.path() / "other";
    const auto result = keepInHistory(other, shownRun().content(), QStringLiteral("x"), 1);
    ASSERT_TRUE(result);
    EXPECT_FALSE(result->whole);
    const History history = History::open(other, NoHistory::IsMissing).value();
    EXPECT_THAT(history.run(result->id).value().file, testing::EndsWith(".json"));
}

} // namespace
} // namespace interleave::ui
