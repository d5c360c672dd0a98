#include "tests/ui/on_screen.h"
#include "tests/ui/print_qt.h"
#include "tests/ui/sample_history.h"
#include "tests/ui/sample_results.h"
#include "ui/config/experiment_form.h"
#include "ui/config/form_section.h"
#include "ui/evidence/collision_layout.h"
#include "ui/evidence/collision_picture.h"
#include "ui/evidence/history_tree.h"
#include "ui/evidence/lost_update_list.h"
#include "ui/evidence/lost_update_model.h"
#include "ui/evidence/lost_updates_view.h"
#include "ui/evidence/update_selection.h"
#include "ui/evidence/update_text.h"

#include <gtest/gtest.h>

#include <QAbstractItemModelTester>
#include <QAction>
#include <QComboBox>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QTableView>
#include <QTest>

#include <algorithm>

namespace interleave::ui {
namespace {

std::vector<std::uint32_t> foundBy(const UpdateHistory& history, const LostUpdateQuery& query)
{
    return answer(history, query).rows;
}

TEST(LostUpdateQueries, ListAllInProgramOrder)
{
    const auto history = sampleHistory();
    const std::vector<std::uint32_t> rows = foundBy(*history, {});
    ASSERT_EQ(rows.size(), history->lost().size());
    EXPECT_TRUE(std::ranges::is_sorted(rows));
}

TEST(LostUpdateQueries, SortByEveryColumnBothWays)
{
    const auto history = sampleHistory();
    const auto lost = history->lost();
    for (const bool descending : {false, true}) {
        const auto rows
            = foundBy(*history, {.column = LostUpdateColumn::Victims, .descending = descending});
        ASSERT_EQ(rows.size(), lost.size());
        EXPECT_TRUE(std::ranges::is_sorted(rows, [&](std::uint32_t one, std::uint32_t other) {
            return descending ? lost[one].victims > lost[other].victims
                              : lost[one].victims < lost[other].victims;
        }));
    }
    const auto byValue = foundBy(*history, {.column = LostUpdateColumn::Read});
    EXPECT_TRUE(
        std::ranges::is_sorted(byValue, {}, [&](std::uint32_t row) { return lost[row].read; }));
}

TEST(LostUpdateQueries, KeepOnlyOneWorker)
{
    const auto history = sampleHistory();
    const auto rows = foundBy(*history, {.worker = 1});
    const auto expected = std::ranges::count_if(
        history->lost(), [](const LostUpdate& update) { return update.worker == 1; });
    EXPECT_EQ(rows.size(), static_cast<std::size_t>(expected));
    EXPECT_GT(rows.size(), 0U);
}

TEST(LostUpdateQueries, FindNumbersByTheirBeginning)
{
    EXPECT_TRUE(beginsWith(12'345, 12, 2));
    EXPECT_TRUE(beginsWith(12, 12, 2));
    EXPECT_FALSE(beginsWith(1, 12, 2));
    EXPECT_FALSE(beginsWith(21'234, 12, 2));
    EXPECT_TRUE(beginsWith(0, 0, 1));
}

TEST(LostUpdateQueries, FindAnUpdateAsItIsShown)
{
    const auto history = sampleHistory();
    const LostUpdate& wanted = history->lost()[5];
    const QString text = QStringLiteral("%1 %2").arg(wanted.sequence + 1).arg(wanted.read);
    const auto rows = foundBy(*history, {.text = text});
    EXPECT_NE(std::ranges::find(rows, 5U), rows.end());
    EXPECT_TRUE(foundBy(*history, {.text = QStringLiteral("1 nonsense")}).empty());
}

TEST(LostUpdateQueries, StopWhenNobodyWantsTheAnswerAnyMore)
{
    const auto history = sampleHistory();
    EXPECT_TRUE(answer(*history, {}, [] { return true; }).rows.empty());
}

TEST(LostUpdateTable, IsAProperModel)
{
    LostUpdateModel model;
    const QAbstractItemModelTester tester(
        &model, QAbstractItemModelTester::FailureReportingMode::Warning);
    const auto history = sampleHistory();
    model.setRows(history, {3, 1});
    EXPECT_EQ(model.rowCount(), 2);
    EXPECT_EQ(model.historyRow(0), 3U);
    EXPECT_EQ(model.placeOf(1), 1);
    EXPECT_FALSE(model.placeOf(2).has_value());
}

TEST(LostUpdateTable, CountsWorkersAndUpdatesFromOne)
{
    LostUpdateModel model;
    const auto history = sampleHistory();
    model.setRows(history, {0});
    const LostUpdate& update = history->lost()[0];
    EXPECT_EQ(model.index(0, 0).data().toString(), QString::number(update.worker + 1));
    EXPECT_EQ(model.index(0, 1).data().toString(), QString::number(update.sequence + 1));
    EXPECT_EQ(model.index(0, 4).data().toString(),
        QStringLiteral("worker %1 #%2")
            .arg(update.colliderWorker + 1)
            .arg(update.colliderSequence + 1));
}

TEST(CollisionWords, NameBothUpdatesAndTheValue)
{
    const auto history = sampleHistory();
    for (std::uint32_t row = 0; row < history->lost().size(); row += 17) {
        const Collision collision = history->collision(row, 0);
        const QString words = collisionText(*history, row);
        EXPECT_TRUE(words.toLower().startsWith(updateTitle(collision.first.name)));
        EXPECT_TRUE(words.contains(updateTitle(collision.collider.name)));
        EXPECT_TRUE(words.contains(QStringLiteral("overwritten by")));
    }
}

TEST(CollisionPictures, PutNothingUponAnother)
{
    const auto history = sampleHistory();
    const QRectF room(0, 0, 560, 240);
    for (std::uint32_t row = 0; row < history->lost().size(); ++row) {
        const CollisionLayout layout = layOutCollision(history->collision(row, 1), room, 16);
        std::vector<QRectF> rects{layout.value};
        for (const auto* lane : {&layout.upper, &layout.lower}) {
            for (const CollisionBox& box : *lane)
                rects.push_back(box.rect);
        }
        for (std::size_t i = 0; i < rects.size(); ++i) {
            EXPECT_TRUE(room.contains(rects[i]));
            for (std::size_t j = 0; j < i; ++j)
                EXPECT_FALSE(rects[i].intersects(rects[j])) << row;
        }
    }
}

TEST(CollisionPictures, SetTheTwoThatCollidedBelowEachOther)
{
    const auto history = sampleHistory();
    for (std::uint32_t row = 0; row < history->lost().size(); row += 5) {
        const Collision collision = history->collision(row, 1);
        const CollisionLayout layout = layOutCollision(collision, {0, 0, 560, 240}, 16);
        EXPECT_EQ(layout.firstRect().left(), layout.colliderRect().left());
        EXPECT_LT(layout.firstRect().bottom(), layout.colliderRect().top());
        EXPECT_EQ(layout.upper[layout.first].update.name, collision.first.name);
        EXPECT_EQ(layout.lower[layout.collider].update.name, collision.collider.name);
        EXPECT_LT(layout.value.right(), layout.firstRect().left());
    }
}

TEST(CollisionPictures, ShowTheChosenOneAlsoWhenItIsFarAway)
{
    const auto history = sampleHistory();
    for (std::uint32_t row = 0; row < history->lost().size(); ++row) {
        const Collision collision = history->collision(row, 1);
        const CollisionLayout layout = layOutCollision(collision, {0, 0, 560, 240}, 16);
        const auto shows = [&](const std::vector<CollisionBox>& lane) {
            return std::ranges::any_of(lane,
                [&](const CollisionBox& box) { return box.update.name == collision.chosen.name; });
        };
        EXPECT_TRUE(shows(layout.upper) || shows(layout.lower)) << row;
    }
}

class LostUpdatesOnScreen : public testing::Test
{
protected:
    LostUpdatesOnScreen()
    {
        m_page.resize(980, 460);
        m_view.resize(980, 460);
        m_page.show();
    }
    LostUpdateList& list() const { return *m_view.findChild<LostUpdateList*>(); }
    QTableView& table() const { return *m_view.findChild<QTableView*>(); }
    void showHistory()
    {
        m_view.setHistory(m_history);
        ASSERT_TRUE(settled());
    }
    bool settled() const
    {
        return QTest::qWaitFor([this] { return !list().busy(); }, kPatienceMs)
            && QTest::qWaitFor([this] { return table().model()->rowCount() > 0; }, kPatienceMs);
    }
    bool shows(const QString& text) const
    {
        for (const QLabel* label : m_view.findChildren<QLabel*>()) {
            if (label->isVisible() && label->text().contains(text))
                return true;
        }
        return false;
    }
    std::shared_ptr<const UpdateHistory> m_history = sampleHistory();
    QWidget m_page;
    LostUpdatesView& m_view = *new LostUpdatesView(&m_page);
};

TEST_F(LostUpdatesOnScreen, SayHowToGetThem)
{
    EXPECT_TRUE(shows(QStringLiteral("Switch on Name every lost update")));
    EXPECT_FALSE(list().isVisible());
}

TEST_F(LostUpdatesOnScreen, SayInWhichSectionOfTheFormTheirFieldIs)
{
    const ExperimentForm form;
    const QWidget* section = form.findChild<FieldRow*>(QStringLiteral("evidence"));
    while (section != nullptr && qobject_cast<const FormSection*>(section) == nullptr)
        section = section->parentWidget();
    ASSERT_NE(section, nullptr);
    EXPECT_TRUE(showsText(m_view, section->accessibleName()));
}

TEST_F(LostUpdatesOnScreen, AreListedAndTheFirstIsExplained)
{
    showHistory();
    EXPECT_EQ(table().model()->rowCount(), static_cast<int>(m_history->lost().size()));
    EXPECT_TRUE(shows(collisionText(*m_history, 0)));
}

TEST_F(LostUpdatesOnScreen, ExplainTheOneThatIsChosen)
{
    showHistory();
    table().setCurrentIndex(table().model()->index(7, 0));
    EXPECT_TRUE(shows(collisionText(*m_history, 7)));
}

TEST_F(LostUpdatesOnScreen, LeaveHowTheValueGrewOutWhereThereIsLittleHeight)
{
    showHistory();
    const auto* growth = m_view.findChild<HistoryTree*>();
    EXPECT_TRUE(growth->isVisible());
    m_view.setLow(true);
    EXPECT_FALSE(growth->isVisible());
    EXPECT_TRUE(m_view.findChild<CollisionPicture*>()->isVisible());
    m_view.setLow(false);
    EXPECT_TRUE(growth->isVisible());
}

TEST_F(LostUpdatesOnScreen, TheChosenOneIsClearedWithTheSelectionAndCanBeChosenAgain)
{
    showHistory();
    table().setCurrentIndex(table().model()->index(7, 0));
    EXPECT_TRUE(m_view.clearSelection());
    EXPECT_EQ(m_view.findChild<UpdateSelection*>()->row(), std::nullopt);
    EXPECT_FALSE(shows(collisionText(*m_history, 7)));
    EXPECT_FALSE(m_view.clearSelection()) << "nothing is left to clear";
    table().setCurrentIndex(table().model()->index(7, 0));
    EXPECT_TRUE(shows(collisionText(*m_history, 7)));
}

TEST_F(LostUpdatesOnScreen, AreFilteredByWorker)
{
    showHistory();
    m_view.findChild<QComboBox*>()->setCurrentIndex(2);
    const auto expected = answer(*m_history, {.worker = 1}).rows.size();
    EXPECT_TRUE(QTest::qWaitFor(
        [&] { return table().model()->rowCount() == static_cast<int>(expected); }, kPatienceMs));
}

TEST_F(LostUpdatesOnScreen, AreSortedByAClickOnAHeader)
{
    showHistory();
    table().horizontalHeader()->setSortIndicator(6, Qt::DescendingOrder);
    const auto most = std::ranges::max(m_history->lost(), {}, &LostUpdate::victims).victims;
    EXPECT_TRUE(QTest::qWaitFor(
        [&] { return table().model()->index(0, 6).data().toString() == QString::number(most); },
        kPatienceMs));
}

TEST_F(LostUpdatesOnScreen, AreSearchedWithASlash)
{
    showHistory();
    m_page.activateWindow();
    ASSERT_TRUE(QTest::qWaitForWindowActive(&m_page));
    QTest::keyClick(&m_view, Qt::Key_Slash);
    EXPECT_TRUE(m_view.findChild<QLineEdit*>()->hasFocus());
}

TEST_F(LostUpdatesOnScreen, TheSearchIsAnActionOfWhatIsSeen)
{
    showHistory();
    QStringList keys;
    for (const QWidget* each : m_view.findChildren<QWidget*>()) {
        for (const QAction* action : each->actions()) {
            if (each->isVisible() && !action->text().isEmpty())
                keys << action->shortcut().toString();
        }
    }
    EXPECT_TRUE(keys.contains(QStringLiteral("/")));
}

TEST_F(LostUpdatesOnScreen, GoWhenTheNextRunBegins)
{
    showHistory();
    Experiment experiment;
    experiment.evidence = true;
    m_view.start(experiment);
    EXPECT_TRUE(shows(QStringLiteral("by name when the trial has ended")));
    EXPECT_EQ(table().model()->rowCount(), 0);
}

TEST_F(LostUpdatesOnScreen, SayWhenTheLogsAreNotBelieved)
{
    TrialResult trial = trialThatLost(10, 100);
    trial.evidence = EvidenceResult{.doubt = "a worker could not record all"};
    m_view.setTrial({}, trial);
    EXPECT_TRUE(shows(QStringLiteral("The logs prove nothing: a worker could not record all")));
}

TEST(EvidenceSentence, SaysWhatTheLogsProve)
{
    const EvidenceResult evidence{.operations = 1'000,
        .survived = 900,
        .lost = 100,
        .agrees = true,
        .collisions = 40,
        .mostVictims = 12,
        .overwriterExact = 20};
    EXPECT_EQ(evidenceSentence(evidence),
        QStringLiteral("1,000 logged updates, of which 100 were lost, each known by name · as many "
                       "as the counter says · 40 collisions, the worst cost 12 · which update "
                       "overwrote it is known exactly of 20.0 %"));
}

TEST(EvidenceSentence, HasWordsForNone)
{
    EvidenceResult evidence{.operations = 1'000, .survived = 1'000, .agrees = true};
    EXPECT_EQ(evidenceSentence(evidence),
        QStringLiteral("1,000 logged updates, none of them lost · as many as the counter says"));
    evidence.survived = 900;
    evidence.lost = 100;
    EXPECT_TRUE(evidenceSentence(evidence).endsWith(
        QStringLiteral("which update overwrote them is known of none exactly")));
}

TEST(AMillionLostUpdates, AreListedWithoutStoppingTheWindow)
{
    const auto history = sampleHistory({.operations = 2'000'000, .longestTurn = 2, .stale = 0.02});
    ASSERT_GT(history->lost().size(), 500'000U);
    UpdateSelection selection;
    LostUpdateList list(&selection);
    list.resize(480, 400);
    list.show();
    list.setHistory(history);
    auto* table = list.findChild<QTableView*>();
    EXPECT_EQ(table->model()->rowCount(), 0); // it only asks
    ASSERT_TRUE(QTest::qWaitFor([&] { return table->model()->rowCount() > 0; }, kPatienceMs));
    EXPECT_EQ(table->model()->rowCount(), static_cast<int>(history->lost().size()));
}

} // namespace
} // namespace interleave::ui
