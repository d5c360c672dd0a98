#include "core/model/overwritten_results.h"
#include "core/model/run_result_json.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include <algorithm>

namespace interleave {
namespace {

RunResult compared(const std::string& parameter)
{
    RunResult result;
    result.experiment = {.workload = WorkloadKind::ImageFilter,
        .params = {{"output", std::string("/tmp/out")}},
        .varyParam = {parameter, {"5", "95"}}};
    result.trials.resize(2);
    result.trials[0].arm = 1;
    result.arms.resize(2);
    result.arms[0].arm.value = 0;
    result.arms[1].arm.value = 1;
    return result;
}

TEST(OverwrittenResults, AreSaidWithTheValueWhoseFilesRemain)
{
    const std::string sentence = overwrittenRemark(compared("quality")).text();
    EXPECT_EQ(sentence,
        "All values of quality wrote their results into the same files: what is there now is of 5, "
        "which ran last");
    const Json remarks = toJson(compared("quality")).at("remarks");
    EXPECT_NE(std::find(remarks.begin(), remarks.end(), Json(sentence)), remarks.end());
}

TEST(OverwrittenResults, AreNoneWhereNamesDifferOrContentsDoNotOrNothingIsWritten)
{
    EXPECT_TRUE(overwrittenRemark(compared("format")).empty());
    EXPECT_TRUE(overwrittenRemark(compared("hand_over")).empty());
    RunResult dropped = compared("quality");
    dropped.experiment.params.clear();
    EXPECT_TRUE(overwrittenRemark(dropped).empty());
    EXPECT_TRUE(overwrittenRemark(RunResult{}).empty());
}

} // namespace
} // namespace interleave
