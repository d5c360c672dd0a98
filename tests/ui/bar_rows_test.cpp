#include "tests/ui/print_qt.h"
#include "ui/widgets/bar_rows.h"
#include "ui/widgets/core_bars.h"
#include "ui/widgets/outcome_bars.h"

#include <gtest/gtest.h>

#include <array>

namespace interleave::ui {
namespace {

constexpr double kPixel = 1.0;

BarRow rowOf(const QString& label, double length, const QString& value)
{
    return {.label = label, .segments = {{.length = length}}, .value = value};
}

class BarsOnScale : public testing::Test
{
protected:
    BarsOnScale()
        : m_bars(QStringLiteral("bars"))
    {
        m_bars.resize(600, 150);
    }
    BarRows m_bars;
};

TEST_F(BarsOnScale, DrawValuesInProportion)
{
    m_bars.setRows({rowOf(QStringLiteral("a"), 100, {}), rowOf(QStringLiteral("b"), 50, {})});
    EXPECT_NEAR(m_bars.segmentRect(0, 0).width(), 2 * m_bars.segmentRect(1, 0).width(), kPixel);
}

TEST_F(BarsOnScale, LeaveRoomForTheNumberOfTheLongestBar)
{
    const QString number = QStringLiteral("100,000,000");
    m_bars.setRows({rowOf(QStringLiteral("a"), 1e8, number)});
    EXPECT_LE(m_bars.segmentRect(0, 0).right() + m_bars.fontMetrics().horizontalAdvance(number),
        m_bars.width());
}

TEST_F(BarsOnScale, ShowWhatIsThereHoweverLittle)
{
    m_bars.setRows({rowOf({}, 1e9, {}), rowOf({}, 1, {}), rowOf({}, 0, {})});
    EXPECT_GE(m_bars.segmentRect(1, 0).width(), 2);
    EXPECT_TRUE(m_bars.segmentRect(2, 0).isEmpty());
}

TEST_F(BarsOnScale, UseTheHeightThatTheyHave)
{
    m_bars.setRows({rowOf({}, 1, {}), rowOf({}, 1, {})});
    m_bars.resize(600, m_bars.sizeHint().height());
    const double usual = m_bars.segmentRect(0, 0).height();
    m_bars.resize(600, m_bars.sizeHint().height() * 3 / 2);
    EXPECT_NEAR(m_bars.segmentRect(0, 0).height(), usual * 1.5, kPixel);
}

TEST_F(BarsOnScale, LeaveNoEmptyRoomBelowThemThatGrow)
{
    m_bars.setRows({rowOf({}, 1, {}), rowOf({}, 1, {})});
    m_bars.growWithRoom();
    m_bars.resize(600, 5'000);
    EXPECT_GT(m_bars.segmentRect(1, 0).bottom(), m_bars.height() * 0.9);
}

TEST_F(BarsOnScale, ReadAsWords)
{
    m_bars.setRows({rowOf(QStringLiteral("actual"), 1, QStringLiteral("62")),
        rowOf(QStringLiteral("lost"), 1, QStringLiteral("38"))});
    EXPECT_EQ(m_bars.accessibleDescription(), QStringLiteral("actual 62; lost 38"));
}

TEST_F(BarsOnScale, ReachAtLeastAGivenMaximum)
{
    m_bars.setRows({rowOf({}, 0.5, {})});
    const double alone = m_bars.segmentRect(0, 0).width();
    m_bars.setScaleAtLeast(1);
    EXPECT_NEAR(m_bars.segmentRect(0, 0).width(), alone / 2, kPixel);
}

TEST_F(BarsOnScale, ShareTheirScaleWithOthers)
{
    BarRows other(QStringLiteral("other"));
    other.resize(m_bars.size());
    m_bars.setRows({rowOf(QStringLiteral("a"), 10, QStringLiteral("10"))});
    other.setRows({rowOf(QStringLiteral("a long name"), 40, QStringLiteral("a long number"))});
    const std::array both{&m_bars, &other};
    BarRows::shareScale(both);
    EXPECT_NEAR(m_bars.segmentRect(0, 0).width() * 4, other.segmentRect(0, 0).width(), kPixel);
    EXPECT_EQ(m_bars.segmentRect(0, 0).left(), other.segmentRect(0, 0).left());
}

TEST_F(BarsOnScale, BeginTheLostBarWhereTheActualOneEnds)
{
    m_bars.setRows(outcomeBars(100'000, 37'912));
    EXPECT_NEAR(m_bars.segmentRect(2, 0).left(), m_bars.segmentRect(1, 0).right(), kPixel);
    EXPECT_NEAR(m_bars.segmentRect(2, 0).right(), m_bars.segmentRect(0, 0).right(), kPixel);
}

TEST(OutcomeBars, SayTheNumbers)
{
    const auto rows = outcomeBars(100'000, 37'912);
    EXPECT_EQ(rows[0].value, QStringLiteral("100,000"));
    EXPECT_EQ(rows[1].value, QStringLiteral("62,088"));
    EXPECT_EQ(rows[2].value, QStringLiteral("✕ 37,912"));
}

TEST(OutcomeBars, MarkNothingAsLostWhenNothingWas)
{
    const auto rows = outcomeBars(100, 0);
    EXPECT_EQ(rows[2].value, QStringLiteral("0"));
    EXPECT_FALSE(rows[2].valueMeaning.has_value());
}

TEST(CoreBars, PutTheRestOfTheMachineBehindTheRun)
{
    const auto rows = coreBars({{.core = 3, .utilisation = 0.75, .run = 0.5}});
    EXPECT_EQ(rows[0].label, QStringLiteral("core 3"));
    EXPECT_EQ(rows[0].value, QStringLiteral("50.0 %"));
    EXPECT_DOUBLE_EQ(rows[0].segments[1].length, 0.25);
}

TEST(CoreBars, SayWhyThereAreNoCurves)
{
    EXPECT_EQ(whyNoSamples(41'200'000),
        QStringLiteral(
            "It took 41.2 ms, too short for the 50 ms sampler; the bars show the whole run."));
    EXPECT_EQ(whyNoSamples(5'000'000'000),
        QStringLiteral("No samples of this run are at hand; the bars show the whole run."));
}

} // namespace
} // namespace interleave::ui
