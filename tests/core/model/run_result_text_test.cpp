// A run's result as text: what is written can be read, however many trials there are.

#include "core/base/json.h"
#include "core/model/run_result_json.h"
#include "core/model/run_result_text.h"

#include <gtest/gtest.h>

namespace interleave {
namespace {

TrialResult trialOf(std::uint32_t workers)
{
    TrialResult trial;
    trial.tasks = {.total = 100, .succeeded = 100};
    trial.workers.resize(workers);
    trial.errors = {{5, "exception", "\"trials\": [{}], \\ and a \n line break"}};
    for (std::uint32_t waiter = 0; waiter < workers; ++waiter)
        for (std::uint32_t holder = 0; holder < workers; ++holder)
            trial.sync.waits.push_back({waiter, holder, 1'000});
    return trial;
}

RunResult runOf(std::size_t trials, std::uint32_t workers)
{
    RunResult run;
    run.experiment.params["input"] = std::string("a \"trials\": [] b");
    run.trials.assign(trials, trialOf(workers));
    run.errors = {"one failed"};
    return run;
}

TEST(RunResultText, IsWhatTheJsonOfTheResultIs)
{
    for (const std::size_t trials : {0U, 1U, 3U}) {
        const RunResult run = runOf(trials, 2);
        for (const int indent : {-1, 0, 2, 4})
            EXPECT_EQ(runResultText(run, indent), dumpJson(toJson(run), indent));
    }
}

TEST(RunResultText, IsReadAsItWasWritten)
{
    for (const std::size_t trials : {0U, 1U, 3U}) {
        RunResult run = runOf(trials, 2);
        run.experiment = {}; // its parameters were none of its workload's
        const auto back = runResultFromText(runResultText(run, 2), "a.trace");
        ASSERT_TRUE(back) << back.error().message;
        EXPECT_EQ(dumpJson(toJson(*back)), dumpJson(toJson(run)));
    }
}

// 64 workers that all wait for each other: more text than any other JSON may have.
TEST(RunResultText, F54_NineHundredTrialsAreReadBack)
{
    constexpr std::size_t kTrials = 900;
    RunResult run = runOf(kTrials, 64);
    run.experiment = {};
    const std::string text = runResultText(run);
    EXPECT_GT(text.size(), kMaxJsonBytes);
    const auto back = runResultFromText(text, "a.trace");
    ASSERT_TRUE(back) << back.error().message;
    EXPECT_EQ(back->trials.size(), kTrials);
    EXPECT_EQ(back->trials.back().sync.waits.size(), 64U * 64U);
}

TEST(RunResultText, F54_WhatIsDamagedIsAFailureThatNamesTheFile)
{
    const std::string text = runResultText([] {
        RunResult run = runOf(2, 2);
        run.experiment = {};
        return run;
    }());
    for (const std::string& damaged : {std::string("{"),
             std::string("[]"),
             std::string(),
             text.substr(0, text.size() / 2),
             text.substr(0, text.size() - 1),
             std::string(1'000, '['),
             std::string(R"({"trials": [}{]})")}) {
        const auto back = runResultFromText(damaged, "a.trace");
        ASSERT_FALSE(back) << damaged;
        EXPECT_EQ(back.error().message.find("a.trace: "), 0U) << back.error().message;
    }
}

} // namespace
} // namespace interleave
