#include "core/model/codec_share.h"

#include <gtest/gtest.h>

namespace interleave {
namespace {

TrialResult timed(double decode, double filter, double encode)
{
    TrialResult trial;
    trial.outcome.figures = {{"salvaged", "", {}, 3, {}},
        {"decode_ns", "", "ns", decode, {}},
        {"filter_ns", "", "ns", filter, {}},
        {"encode_ns", "", "ns", encode, {}}};
    return trial;
}

// 8.5, 6.9 and 3.9 ns a pixel are what reading, blurring and writing a JPEG took.
TEST(CodecShare, IsWhatAmdahlsLawAllows)
{
    const std::vector trials{timed(8.5, 6.9, 3.9)};
    EXPECT_NEAR(*codecShare(trials), 0.642, 0.001);
    EXPECT_EQ(codecRemark(ExecutorKind::Processes, trials).text(),
        "Decoding and encoding are 64 % of the work, and one worker does them for a picture: "
        "strips can make it at most 1.56 times as fast");
}

TEST(CodecShare, IsOfAllTrialsTogether)
{
    EXPECT_NEAR(*codecShare(std::vector{timed(1, 6, 0), timed(2, 0, 1)}), 0.4, 1e-9);
}

TEST(CodecShare, IsNotSaidOfRunsWithoutPictures)
{
    EXPECT_EQ(codecShare({}), std::nullopt);
    EXPECT_TRUE(codecRemark(ExecutorKind::Processes, std::vector{TrialResult{}}).empty());
    EXPECT_TRUE(codecRemark(ExecutorKind::Processes, std::vector{timed(0, 0, 0)}).empty());
    EXPECT_TRUE(codecRemark(ExecutorKind::Processes, std::vector{timed(3, 0, 0)}).empty())
        << "all were damaged";
}

TEST(CodecShare, IsNotSaidOfPythonsExecutorsWhichHaveNoStrips)
{
    EXPECT_TRUE(codecRemark(ExecutorKind::PythonPool, std::vector{timed(8.5, 6.9, 3.9)}).empty());
}

} // namespace
} // namespace interleave
