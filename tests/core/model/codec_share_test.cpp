#include "core/model/codec_share.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace interleave {
namespace {

TrialResult timed(double decode, double filter, double encode)
{
    TrialResult trial;
    trial.tasks.total = 1;
    trial.workers.resize(2);
    trial.outcome.figures = {{"salvaged", "", {}, 3, {}},
        {"decode_ns", "", "ns", decode, {}},
        {"filter_ns", "", "ns", filter, {}},
        {"encode_ns", "", "ns", encode, {}}};
    return trial;
}

std::string remarkOn(const std::vector<TrialResult>& trials,
    Experiment experiment = {.workload = WorkloadKind::ImageFilter},
    std::int64_t usableCores = 2)
{
    return codecRemark(experiment, trials, usableCores).text();
}

// 8.5, 6.9 and 3.9 ns a pixel are what reading, blurring and writing a JPEG took.
TEST(CodecShare, IsThePartOfTheWorkThatIsDecodingAndEncoding)
{
    EXPECT_NEAR(*codecShare(std::vector{timed(8.5, 6.9, 3.9)}), 0.642, 0.001);
}

TEST(CodecShare, IsOfAllTrialsTogether)
{
    EXPECT_NEAR(*codecShare(std::vector{timed(1, 6, 0), timed(2, 0, 1)}), 0.4, 1e-9);
}

TEST(CodecRemark, IsWhatAmdahlsLawAllowsSoManyWorkers)
{
    EXPECT_EQ(remarkOn({timed(3, 6, 1)}),
        "Decoding and encoding are about 40 % of the work, and one worker does them for a picture: "
        "on 2 workers strips could make this run about 1.43 times as fast at most");
}

TEST(CodecRemark, CountsNoMoreWorkersThanCores)
{
    TrialResult trial = timed(3, 6, 1);
    trial.workers.resize(16);
    EXPECT_EQ(remarkOn({trial}), remarkOn({timed(3, 6, 1)}));
    EXPECT_THAT(remarkOn({trial}, {.workload = WorkloadKind::ImageFilter}, 16),
        testing::HasSubstr("on 16 workers strips could make this run about 2.29 times"));
    EXPECT_EQ(remarkOn({trial}, {.workload = WorkloadKind::ImageFilter}, 1), "");
}

TEST(CodecRemark, IsSaidOnlyWherePicturesAreTooFewToKeepTheWorkersBusy)
{
    TrialResult trial = timed(3, 6, 1);
    trial.tasks.total = 96;
    EXPECT_EQ(remarkOn({trial}), "") << "every worker has its pictures";
    trial.tasks.total = 3;
    EXPECT_THAT(remarkOn({trial}), testing::HasSubstr("about 1.33 times as fast"))
        << "one worker has nothing to do in the second round";
}

TEST(CodecRemark, SaysOfStripsHowFastTheyCanMakeAPictureAtMost)
{
    const std::string limit
        = "Decoding and encoding are about 40 % of the work, and one worker does them for a "
          "picture: 2 workers make it at most 1.43 times as fast as one does";
    Experiment experiment{.workload = WorkloadKind::ImageFilter};
    experiment.varyParam = {.name = "division", .values = {"picture", "strip"}};
    EXPECT_EQ(remarkOn({timed(3, 6, 1)}, experiment), limit);
    experiment.varyParam = {};
    experiment.params["division"] = std::string("strip");
    TrialResult trial = timed(3, 6, 1);
    trial.tasks.total = 96;
    EXPECT_EQ(remarkOn({trial}, experiment), limit) << "however many strips there are";
    EXPECT_EQ(remarkOn({trial}, experiment, 1), "");
}

TEST(CodecRemark, IsNotSaidOfExecutorsThatHaveNoStrips)
{
    EXPECT_EQ(remarkOn({timed(3, 6, 1)},
                  {.workload = WorkloadKind::ImageFilter, .executor = ExecutorKind::PythonPool}),
        "");
}

TEST(CodecRemark, IsNotSaidOfARunThatLostUpdates)
{
    TrialResult trial = timed(3, 6, 1);
    trial.race.lost = 1;
    EXPECT_EQ(remarkOn({trial}), "");
}

TEST(CodecRemark, IsNotSaidOfRunsWithoutPictures)
{
    EXPECT_EQ(codecShare({}), std::nullopt);
    EXPECT_EQ(remarkOn({TrialResult{}}), "");
    EXPECT_EQ(remarkOn({timed(0, 0, 0)}), "");
    EXPECT_EQ(remarkOn({timed(3, 0, 0)}), "") << "all were damaged";
}

} // namespace
} // namespace interleave
