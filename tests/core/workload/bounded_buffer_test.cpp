#include "tests/core/workload/problem_run.h"

#include <gtest/gtest.h>

namespace interleave::test {
namespace {

Problem buffer(const std::string& channel, Primitive sync = Primitive::Lock)
{
    const bool pipe = channel == "pipe";
    return {.workload = WorkloadKind::BoundedBuffer,
        .params = {{"channel", channel},
            {"producers", std::int64_t{pipe ? 1 : 2}},
            {"capacity", std::int64_t{4}},
            {"items", std::int64_t{50}}},
        .tasks = 40,
        .workers = pipe ? 2 : 4,
        .sync = sync};
}

class EveryChannel : public testing::TestWithParam<const char*>
{
};

INSTANTIATE_TEST_SUITE_P(Channels,
    EveryChannel,
    testing::Values("semaphores", "condition", "spin", "queue", "pipe"),
    [](const auto& channel) { return std::string(channel.param); });

class EveryStart : public testing::TestWithParam<StartMethod>
{
};

INSTANTIATE_TEST_SUITE_P(Methods,
    EveryStart,
    testing::Values(StartMethod::Fork, StartMethod::Spawn, StartMethod::ForkServer),
    [](const auto& method) { return std::string(nameOf(method.param)); });

} // namespace

TEST_P(EveryChannel, BringsEachItemOnce)
{
    expectRight(buffer(GetParam()));
    EXPECT_EQ(figure(solve(buffer(GetParam())), "items"), 1'000);
}

TEST_P(EveryChannel, SurvivesTheDeathOfAWorker)
{
    Experiment experiment = experimentOf(buffer(GetParam()));
    for (const std::uint64_t task : {std::uint64_t{3}, std::uint64_t{35}}) {
        experiment.inject = {{.kind = FaultKind::Exit, .task = task}};
        const TrialResult trial = runExperiment(experiment).trials.at(0);
        EXPECT_EQ(trial.end, TrialEnd::Finished);
        EXPECT_EQ(trial.tasks.succeeded + trial.tasks.failed, 40U);
        EXPECT_EQ(figure(trial, "duplicated"), 0);
    }
}

TEST_P(EveryStart, HandsTheQueueOn)
{
    for (const char* channel : {"condition", "queue", "pipe"}) {
        Experiment experiment = experimentOf(buffer(channel));
        experiment.startMethod = GetParam();
        const TrialResult trial = runExperiment(experiment).trials.at(0);
        EXPECT_EQ(trial.tasks.succeeded, 40U);
        EXPECT_TRUE(trial.outcome.asWanted) << trial.outcome.sentence;
    }
}

TEST(BoundedBuffer, WithoutAPrimitiveItemsAreLostAndTheRunEnds)
{
    Problem problem = buffer("spin", Primitive::None);
    problem.params.insert({"delay_ns", std::int64_t{1'000}});
    const auto trial = solveUntilWrong(problem);
    ASSERT_TRUE(trial.has_value());
    EXPECT_EQ(trial->end, TrialEnd::Finished);
    EXPECT_GT(figure(*trial, "lost") + figure(*trial, "duplicated"), 0);
}

TEST(BoundedBuffer, OneOfEachSideNeedsNoGuard)
{
    Problem problem = buffer("semaphores", Primitive::None);
    problem.workers = 2;
    problem.params["producers"] = std::int64_t{1};
    expectRight(problem);
}

TEST(BoundedBuffer, ShowsWhatWasInItOverTime)
{
    const TrialResult trial = solve(buffer("condition"));
    const OutcomeChart& occupancy = trial.outcome.charts.at(1);
    ASSERT_GT(occupancy.x.size(), 100U);
    EXPECT_EQ(occupancy.xTitle, "time in ms (looked at with one of every 3 items)"); // of 1,000
    EXPECT_TRUE(std::ranges::is_sorted(occupancy.x));
    for (const double items : occupancy.values)
        EXPECT_LE(items, 4);
}

TEST(BoundedBuffer, ACancelledRunEnds)
{
    Problem problem = buffer("semaphores");
    problem.tasks = 40'000;
    WatchedRun run([&](interleave::Run& self, const Recording& recording) {
        if (recording.tasksEnded() > 0)
            self.cancel();
    });
    EXPECT_EQ(run.run(experimentOf(problem)).trials.at(0).end, TrialEnd::Cancelled);
}

} // namespace interleave::test
