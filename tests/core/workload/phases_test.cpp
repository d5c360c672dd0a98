#include "tests/core/workload/problem_run.h"

#include <gtest/gtest.h>

namespace interleave::test {
namespace {

Problem phases(const std::string& meeting, Primitive sync = Primitive::Lock)
{
    return {.workload = WorkloadKind::Phases,
        .params = {{"meeting", meeting}, {"work", std::int64_t{2'000}}},
        .tasks = 90,
        .workers = 3,
        .sync = sync};
}

// The meeting broke, all tasks that were left failed with one of these reasons, and the run ended.
void expectBroken(const TrialResult& trial, std::string_view reason)
{
    EXPECT_EQ(trial.end, TrialEnd::Finished);
    EXPECT_EQ(trial.tasks.succeeded + trial.tasks.failed, trial.tasks.total);
    EXPECT_GT(trial.tasks.failed, 1U);
    EXPECT_EQ(figure(trial, "broken"), 1);
    EXPECT_TRUE(std::ranges::any_of(trial.errors, [&](const TaskError& error) {
        return error.message.find(reason) != std::string::npos;
    })) << trial.errors.at(0).message;
}

} // namespace

TEST(Phases, NobodyIsMoreThanOneAheadOfABarrier)
{
    expectRight(phases("barrier"));
    EXPECT_EQ(figure(solve(phases("barrier")), "skew"), 1);
}

TEST(Phases, ArrivalsCountedUnderAPrimitiveAreABarrierToo)
{
    expectRight(phases("condition"));
    expectRight(phases("condition", Primitive::Spinlock));
}

TEST(Phases, WithoutAMeetingTheWorkersDriftApart)
{
    const auto trial = solveUntilWrong(phases("none"));
    ASSERT_TRUE(trial.has_value());
    EXPECT_GT(figure(*trial, "skew"), 1);
}

TEST(Phases, ALostArrivalIsFoundOut)
{
    Problem problem = phases("condition", Primitive::None);
    problem.params.insert({"delay_ns", std::int64_t{5'000}});
    problem.params["work"] = std::int64_t{0};
    const auto trial = solveUntilWrong(problem);
    ASSERT_TRUE(trial.has_value());
    expectBroken(*trial, "the count of an arrival was lost");
}

TEST(Phases, OfManyItIsSaidWhichAreShown)
{
    Problem problem = phases("barrier");
    problem.params["work"] = std::int64_t{0};
    EXPECT_EQ(solve(problem).outcome.charts.at(1).xTitle, "phase");
    problem.tasks = 1'500; // 500 phases
    const OutcomeChart spreads = solve(problem).outcome.charts.at(1);
    EXPECT_EQ(spreads.xTitle, "phase (one of every 2 is shown)");
    EXPECT_EQ(spreads.x.size(), 250U);
}

TEST(Phases, EachWorkerHasOneTaskOfEach)
{
    Problem problem = phases("barrier");
    problem.tasks = 31; // rounded up
    const RunPlan plan = makePlan(experimentOf(problem)).value();
    EXPECT_EQ(plan.tasks, 33U);
    EXPECT_EQ(plan.experiment.schedule, Schedule::Static);
    const TrialResult trial = solve(problem);
    for (const WorkerResult& worker : trial.workers)
        EXPECT_EQ(worker.tasks, 11U);
}

TEST(Phases, MeetInThreadsToo)
{
    Experiment experiment = experimentOf(phases("barrier"));
    experiment.executor = ExecutorKind::Threads;
    const TrialResult trial = runExperiment(experiment).trials.at(0);
    EXPECT_EQ(trial.tasks.succeeded, 90U);
    EXPECT_TRUE(trial.outcome.asWanted) << trial.outcome.sentence;
}

TEST(Phases, ACancelledRunEnds)
{
    Problem problem = phases("barrier");
    problem.tasks = 3'000'000;
    WatchedRun run([&](interleave::Run& self, const Recording& recording) {
        if (recording.tasksEnded() > 0)
            self.cancel();
    });
    EXPECT_EQ(run.run(experimentOf(problem)).trials.at(0).end, TrialEnd::Cancelled);
}

} // namespace interleave::test
