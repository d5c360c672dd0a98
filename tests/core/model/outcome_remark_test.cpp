#include "core/base/json.h"
#include "core/model/outcome_remark.h"
#include "core/model/run_result_json.h"

#include <gtest/gtest.h>

namespace interleave {
namespace {

TrialResult trialWith(const std::string& sentence)
{
    TrialResult trial;
    if (!sentence.empty())
        trial.outcome.remark = OutcomeRemark{
            .sentence = sentence, .tasks = {{3, "a.jpg: salvaged"}}, .tasksOmitted = 2};
    return trial;
}

std::string remarkOf(const std::vector<TrialResult>& trials)
{
    return outcomeRemark(trials);
}

TEST(OutcomeRemark, NothingToSayIsNothing)
{
    EXPECT_EQ(remarkOf({}), "");
    EXPECT_EQ(remarkOf({trialWith("")}), "");
}

TEST(OutcomeRemark, WhatAllTrialsSayIsSaidOnce)
{
    EXPECT_EQ(remarkOf({trialWith("One was")}), "One was");
    EXPECT_EQ(remarkOf({trialWith("One was"), trialWith("One was")}), "One was");
}

TEST(OutcomeRemark, OfDifferentTrialsItIsSaidWhich)
{
    EXPECT_EQ(remarkOf({trialWith(""), trialWith("One was")}), "trial 2: One was");
}

TEST(OutcomeRemark, StandsInTheJsonWithItsTasks)
{
    RunResult run;
    run.trials = {trialWith("One was")};
    const Json json = toJson(run);
    EXPECT_EQ(json["remarks"][0], "One was");
    const Json& remark = json["trials"][0]["outcome"]["remark"];
    EXPECT_EQ(remark["sentence"], "One was");
    EXPECT_EQ(remark["tasks"][0]["task"], 3);
    EXPECT_EQ(remark["tasks"][0]["text"], "a.jpg: salvaged");
    EXPECT_EQ(remark["tasks_omitted"], 2);
    const auto read = runResultFromJson(json);
    ASSERT_TRUE(read) << read.error().message;
    EXPECT_EQ(read->trials[0].outcome.remark->tasks[0].text, "a.jpg: salvaged");
    run.trials = {trialWith("")};
    EXPECT_FALSE(toJson(run)["trials"][0]["outcome"].contains("remark"));
}

} // namespace
} // namespace interleave
