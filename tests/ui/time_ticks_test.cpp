#include "tests/ui/print_qt.h"
#include "ui/widgets/time_ticks.h"

#include <gtest/gtest.h>

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

TEST(TimeTicks, AreNoneOnAnEmptyAxis)
{
    EXPECT_TRUE(timeTicks(0, 5).empty());
}

} // namespace
} // namespace interleave::ui
