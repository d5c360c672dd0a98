#include "tests/ui/print_qt.h"
#include "ui/widgets/time_ticks.h"

#include <gtest/gtest.h>

#include <QStringBuilder>
#include <QStringList>

namespace interleave::ui {
namespace {

QString labels(double seconds, int intervals)
{
    QStringList words;
    for (const TimeTick& tick : timeTicks(seconds, intervals))
        words << tick.label;
    return words.join(QStringLiteral(", "));
}

TEST(TimeTicks, ShareOneUnit)
{
    EXPECT_EQ(labels(0.08, 4), QStringLiteral("0 ms, 20 ms, 40 ms, 60 ms, 80 ms"));
    EXPECT_EQ(labels(3.4, 6), QStringLiteral("0 s, 1 s, 2 s, 3 s"));
}

TEST(TimeTicks, HaveTheDecimalsThatTheirStepNeeds)
{
    EXPECT_EQ(labels(1.5, 3), QStringLiteral("0 s, 0.5 s, 1.0 s, 1.5 s"));
    EXPECT_EQ(labels(1.0, 5), QStringLiteral("0 s, 0.2 s, 0.4 s, 0.6 s, 0.8 s, 1.0 s"));
}

TEST(TimeTicks, ReachTheEndOfTheAxis)
{
    EXPECT_DOUBLE_EQ(timeTicks(0.6, 3).back().seconds, 0.6);
}

TEST(TimeTicks, TellATimeAlsoWhereThereIsRoomForLittle)
{
    for (const double seconds : {0.232, 0.49, 0.51, 1.9, 4.9, 7.0}) {
        const std::vector<TimeTick> ticks = atLeastTwoTimeTicks(seconds, 1);
        ASSERT_EQ(ticks.size(), 2U) << seconds;
        EXPECT_EQ(ticks.front().seconds, 0) << seconds;
        EXPECT_GE(ticks.back().seconds, seconds / 2) << seconds;
        EXPECT_LE(ticks.back().seconds, seconds) << seconds;
    }
}

TEST(TimeTicks, AreNoneOnAnEmptyAxis)
{
    EXPECT_TRUE(timeTicks(0, 5).empty());
}

QString labelsBetween(double begin, double end, int intervals)
{
    const TimeTicks axis = timeTicks(begin, end, intervals);
    QStringList words;
    for (const TimeTick& tick : axis.ticks)
        words << tick.label;
    return axis.base % QStringLiteral(": ") % words.join(QStringLiteral(", "));
}

TEST(TimeTicksOfARange, AreTheMultiplesOfTheStepInIt)
{
    EXPECT_EQ(labelsBetween(1.3, 1.9, 3), QStringLiteral(": 1.4 s, 1.6 s, 1.8 s"));
    EXPECT_EQ(
        labelsBetween(0.02, 0.03, 5), QStringLiteral(": 20 ms, 22 ms, 24 ms, 26 ms, 28 ms, 30 ms"));
}

TEST(TimeTicksOfARange, CountFromABaseWhereTheirDigitsWouldBeTooMany)
{
    EXPECT_EQ(
        labelsBetween(2.500'001, 2.500'007, 3), QStringLiteral("2.500000 s: +2 µs, +4 µs, +6 µs"));
    EXPECT_EQ(labelsBetween(12.345'678'2, 12.345'678'4, 3),
        QStringLiteral("12.345678 s: +200 ns, +300 ns, +400 ns"));
}

TEST(TimeTicksOfARange, StandWhereTheirLabelsSay)
{
    const TimeTicks axis = timeTicks(2.500'001, 2.500'007, 3);
    ASSERT_EQ(axis.ticks.size(), 3U);
    EXPECT_NEAR(axis.ticks.front().seconds, 2.500'002, 1e-12);
}

TEST(TimeTicksOfARange, AreNoneWhereNothingIsShown)
{
    EXPECT_TRUE(timeTicks(3, 3, 5).ticks.empty());
}

} // namespace
} // namespace interleave::ui
