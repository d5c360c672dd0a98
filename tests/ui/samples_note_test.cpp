#include "tests/ui/print_qt.h"
#include "ui/models/samples_note.h"

#include <gtest/gtest.h>

#include <vector>

namespace interleave::ui {
namespace {

std::vector<double> everyTwentieth(int samples)
{
    std::vector<double> seconds;
    for (int i = 1; i <= samples; ++i)
        seconds.push_back(0.05 * i);
    return seconds;
}

TEST(SamplesNote, CountsTheSamples)
{
    EXPECT_EQ(samplesNote(everyTwentieth(20), 20), QStringLiteral("20 samples, one every 50 ms."));
    EXPECT_EQ(samplesNote({}, 0), QString());
}

TEST(SamplesNote, CountsThePointsWhereTheyAreFewer)
{
    EXPECT_EQ(samplesNote(everyTwentieth(1'200), 480),
        QStringLiteral("1,200 samples, one every 50 ms. Drawn as 480 points: the lowest and the "
                       "highest."));
}

TEST(SamplesNote, CountsTheColumnsWhereTheyAreFewer)
{
    EXPECT_EQ(samplesInColumnsNote(everyTwentieth(1'200), 240),
        QStringLiteral("1,200 samples, one every 50 ms. Drawn in 240 columns: each has the highest "
                       "of its samples."));
    EXPECT_EQ(samplesInColumnsNote(everyTwentieth(20), 20),
        QStringLiteral("20 samples, one every 50 ms."));
}

} // namespace
} // namespace interleave::ui
