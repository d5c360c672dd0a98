// The tables behind the pictures of lost updates.
#include "tests/ui/on_screen.h"
#include "tests/ui/print_qt.h"
#include "tests/ui/sample_history.h"
#include "ui/evidence/history_numbers.h"
#include "ui/evidence/history_tree.h"
#include "ui/evidence/lost_updates_view.h"
#include "ui/evidence/update_selection.h"
#include "ui/widgets/copyable_table.h"
#include "ui/widgets/number_table.h"

#include <gtest/gtest.h>

#include <QTest>

namespace interleave::ui {
namespace {

std::uint64_t sumOf(const NumberTable& table, int column)
{
    std::uint64_t sum = 0;
    for (const QVariantList& row : table.rows)
        sum += row[column].toULongLong();
    return sum;
}

class HistoryNumbers : public testing::Test
{
protected:
    std::shared_ptr<const UpdateHistory> m_history = sampleHistory();
    DepthRange m_whole{0, static_cast<double>(m_history->survivors())};
};

TEST_F(HistoryNumbers, FromAfarHaveEveryLostUpdateInOneOfTheBars)
{
    const NumberTable table = historyNumbers(*m_history, m_whole, 20);
    EXPECT_EQ(table.rows.size(), 20U);
    EXPECT_EQ(sumOf(table, 3), m_history->lost().size());
    EXPECT_EQ(sumOf(table, 2), m_history->branches());
    EXPECT_EQ(table.rows[1][0].toULongLong(), table.rows[0][1].toULongLong() + 1);
}

TEST_F(HistoryNumbers, CloseUpNameWhoWroteEachValue)
{
    const NumberTable table = historyNumbers(*m_history, {10, 14}, UINT32_MAX);
    ASSERT_EQ(table.rows.size(), 5U);
    EXPECT_EQ(table.rows[2][0].toULongLong(), 12U);
    EXPECT_EQ(table.rows[2][1].toULongLong(), m_history->survivor(12).worker + 1U);
    EXPECT_EQ(table.rows[2][2].toULongLong(), m_history->survivor(12).sequence + 1U);
}

TEST_F(HistoryNumbers, CloseUpHaveTheFirstValueAndTheLast)
{
    const double last = m_history->survivors();
    EXPECT_EQ(historyNumbers(*m_history, {0, 2}, UINT32_MAX).rows[0][1].toString(),
        QStringLiteral("nobody"));
    const NumberTable end = historyNumbers(*m_history, {last - 2, last}, UINT32_MAX);
    ASSERT_EQ(end.rows.size(), 3U);
    EXPECT_EQ(
        end.rows[2][1].toULongLong(), m_history->survivor(m_history->survivors()).worker + 1U);
}

TEST_F(HistoryNumbers, OfACollisionNameBothSidesOnce)
{
    const Collision collision = m_history->collision(0, 1);
    const NumberTable table = collisionNumbers(collision);
    int chosen = 0;
    int stayed = 0;
    for (const QVariantList& row : table.rows) {
        const bool same = row[0].toULongLong() == collision.chosen.name.worker + 1U
            && row[1].toULongLong() == collision.chosen.name.sequence + 1U;
        chosen += same ? 1 : 0;
        stayed += row[4].toString() == QStringLiteral("stayed") ? 1 : 0;
        EXPECT_EQ(row[3].toULongLong(), row[2].toULongLong() + 1);
    }
    EXPECT_EQ(chosen, 1);
    EXPECT_GE(stayed, 1); // the one that it collided with
}

TEST_F(HistoryNumbers, FollowWhatIsSeenOfTheTree)
{
    UpdateSelection selection;
    HistoryTree tree(&selection);
    EXPECT_TRUE(tree.numbers().rows.empty());
    tree.resize(600, 200);
    tree.setHistory(m_history);
    EXPECT_EQ(sumOf(tree.numbers(), 3), m_history->lost().size());
    tree.setRange({10, 20});
    EXPECT_EQ(tree.numbers().rows.size(), 11U);
}

TEST_F(HistoryNumbers, AreOfferedBehindBothPictures)
{
    LostUpdatesView view;
    view.resize(980, 460);
    view.show();
    view.setHistory(m_history);
    const auto buttons = view.findChildren<TableButton*>();
    ASSERT_EQ(buttons.size(), 2);
    for (TableButton* button : buttons) {
        EXPECT_TRUE(button->isVisible());
        button->click();
        auto* table = button->findChild<TableDialog*>()->findChild<CopyableTable*>();
        ASSERT_TRUE(QTest::qWaitFor(
            [&] {
                button->findChild<TableDialog*>()->refresh();
                return table->model()->rowCount() > 0;
            },
            kPatienceMs));
    }
}

TEST_F(HistoryNumbers, OfTheListAreCopiedRowByRow)
{
    LostUpdatesView view;
    view.show();
    view.setHistory(m_history);
    auto* list = view.findChild<CopyableTable*>();
    ASSERT_TRUE(QTest::qWaitFor([&] { return list->model()->rowCount() > 0; }, kPatienceMs));
    list->selectAll();
    EXPECT_EQ(list->asTabSeparated().count(QLatin1Char('\n')),
        static_cast<qsizetype>(m_history->lost().size()) + 1);
}

} // namespace
} // namespace interleave::ui
