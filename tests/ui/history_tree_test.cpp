#include "tests/ui/print_qt.h"
#include "tests/ui/sample_history.h"
#include "ui/evidence/branch_layout.h"
#include "ui/evidence/history_tree.h"
#include "ui/evidence/update_selection.h"
#include "ui/widgets/palette.h"

#include <gtest/gtest.h>

#include <QTest>
#include <QWheelEvent>

#include <cstdlib>

namespace interleave::ui {
namespace {

TEST(DepthRanges, KeepWhatIsUnderTheMouse)
{
    const DepthRange range = zoomed({0, 1'000}, 0.5, 250, 1'000);
    EXPECT_EQ(range, (DepthRange{125, 625}));
}

TEST(DepthRanges, NeverShowMoreThanTheWhole)
{
    EXPECT_EQ(zoomed({100, 600}, 10, 300, 1'000), wholeRange(1'000));
    EXPECT_EQ(panned({0, 500}, -100, 1'000), (DepthRange{0, 500}));
    EXPECT_EQ(panned({0, 500}, 900, 1'000), (DepthRange{500, 1'000}));
}

TEST(DepthRanges, NeverShowLessThanAFewValues)
{
    EXPECT_DOUBLE_EQ(zoomed({0, 1'000}, 1e-9, 500, 1'000).length(), 8);
    EXPECT_DOUBLE_EQ(zoomed({0, 3}, 1e-9, 1, 3).length(), 3);
}

TEST(DepthRanges, MoveOnlyToWhatIsNotSeen)
{
    EXPECT_EQ(showing({0, 100}, 50, 1'000), (DepthRange{0, 100}));
    EXPECT_EQ(showing({0, 100}, 500, 1'000), (DepthRange{450, 550}));
}

TEST(BranchBars, NeverLieUponEachOther)
{
    const auto history = sampleHistory();
    const BranchLayout layout = layOutBranches(*history, {100, 160}, {0, 0, 1'200, 300}, 20);
    ASSERT_GT(layout.bars.size(), 2U);
    for (std::size_t i = 0; i < layout.bars.size(); ++i) {
        for (std::size_t j = 0; j < i; ++j)
            EXPECT_FALSE(layout.bars[i].rect.intersects(layout.bars[j].rect));
    }
}

TEST(BranchBars, AreAllShownOrCounted)
{
    const auto history = sampleHistory();
    const auto slices = history->slices(100, 161, 1);
    for (const double height : {25.0, 60.0, 2'000.0}) {
        const BranchLayout layout = layOutBranches(*history, {100, 160}, {0, 0, 1'200, height}, 20);
        EXPECT_EQ(layout.bars.size() + layout.notShown, slices.front().branches);
    }
}

TEST(BranchBars, ReachAsFarAsTheirUpdates)
{
    const auto history = sampleHistory();
    for (std::uint32_t branch = 0; branch < history->branches(); ++branch) {
        const double reach = reachOf(*history, branch);
        EXPECT_GE(reach, 1);
        EXPECT_LE(reach, static_cast<double>(history->members(branch).size()));
    }
}

class TreeOnScreen : public testing::Test
{
protected:
    TreeOnScreen()
    {
        m_tree.resize(600, 240);
        m_tree.setHistory(m_history);
        m_tree.show();
    }
    void wheel(int steps, double x)
    {
        QWheelEvent event(QPointF(x, 100),
            m_tree.mapToGlobal(QPointF(x, 100)),
            {},
            QPoint(0, 120 * steps),
            Qt::NoButton,
            Qt::NoModifier,
            Qt::NoScrollPhase,
            false);
        QCoreApplication::sendEvent(&m_tree, &event);
    }
    std::shared_ptr<const UpdateHistory> m_history = sampleHistory();
    UpdateSelection m_selection;
    HistoryTree m_tree{&m_selection};
};

TEST_F(TreeOnScreen, BeginsWithTheWhole)
{
    EXPECT_EQ(m_tree.range(), wholeRange(m_history->survivors()));
    EXPECT_FALSE(m_tree.isCloseUp());
}

TEST_F(TreeOnScreen, ZoomsWithTheWheelAroundTheMouse)
{
    const double depth = m_tree.depthAt(200);
    wheel(3, 200);
    EXPECT_LT(m_tree.range().length(), m_history->survivors());
    EXPECT_NEAR(m_tree.depthAt(200), depth, 1);
}

TEST_F(TreeOnScreen, ZoomsAndMovesWithKeys)
{
    for (int i = 0; i < 40; ++i)
        QTest::keyClick(&m_tree, Qt::Key_Plus);
    EXPECT_TRUE(m_tree.isCloseUp());
    const double begin = m_tree.range().begin;
    QTest::keyClick(&m_tree, Qt::Key_Right);
    EXPECT_GT(m_tree.range().begin, begin);
    QTest::keyClick(&m_tree, Qt::Key_F);
    EXPECT_EQ(m_tree.range(), wholeRange(m_history->survivors()));
}

TEST_F(TreeOnScreen, ShowsWhatIsChosenElsewhere)
{
    m_tree.setRange({0, 20});
    const std::uint32_t last = m_history->branches() - 1;
    m_selection.select(m_history->members(last).front());
    EXPECT_LE(m_tree.range().begin, m_history->depth(last));
    EXPECT_GE(m_tree.range().end, m_history->depth(last));
}

TEST_F(TreeOnScreen, ChoosesTheBranchThatIsClicked)
{
    const double x = m_tree.xOf(m_history->depth(m_history->branches() / 2));
    QTest::mouseClick(&m_tree, Qt::LeftButton, {}, QPoint(static_cast<int>(x), 100));
    ASSERT_TRUE(m_selection.row().has_value());
    const std::uint32_t branch = m_history->lost()[*m_selection.row()].branch;
    EXPECT_NEAR(m_history->depth(branch), m_tree.depthAt(x), m_history->survivors() / 50.0);
}

TEST_F(TreeOnScreen, IsPaintedAtEveryScale)
{
    const auto pixels = [this](const QColor& color) { // that colour, also where it is paler
        const QImage picture = m_tree.grab().toImage().convertToFormat(QImage::Format_RGB32);
        int found = 0;
        for (int y = 0; y < picture.height(); ++y) {
            for (int x = 0; x < picture.width(); ++x)
                found += picture.pixelColor(x, y).hsvSaturation() > 40
                    && std::abs(picture.pixelColor(x, y).hsvHue() - color.hsvHue()) < 20;
        }
        return found;
    };
    const auto branchesIn = [this](const DepthRange& range) {
        int found = 0;
        for (std::uint32_t branch = 0; branch < m_history->branches(); ++branch) {
            const double depth = m_history->depth(branch);
            found += depth >= range.begin && depth <= range.end ? 1 : 0;
        }
        return found;
    };
    EXPECT_GT(branchesIn(wholeRange(m_history->survivors())), 0);
    const QColor trunk = colorOf(Meaning::Working, m_tree.palette());
    const QColor lost = colorOf(Meaning::Lost, m_tree.palette());
    for (const DepthRange& range :
        {wholeRange(m_history->survivors()), DepthRange{10, 18}, DepthRange{0, 60}}) {
        m_tree.setRange(range);
        EXPECT_GT(pixels(trunk), m_tree.width() / 4) << "along the whole of it";
        EXPECT_EQ(pixels(lost) > 0, branchesIn(range) > 0) << range.begin << " to " << range.end;
    }
    m_tree.setHistory(nullptr);
    EXPECT_EQ(pixels(trunk) + pixels(lost), 0);
}

} // namespace
} // namespace interleave::ui
