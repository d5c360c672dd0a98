// Workers that wait for each other, and one of them dies: only its task fails, the others go on,
// and the accounts add up.

#include "tests/core/workload/problem_run.h"
#include "tests/support/slowness.h"

#include <gtest/gtest.h>

#include <csignal>

namespace interleave::test {
namespace {

constexpr int kAttempts = 50; // to hit a worker in a task and not between two

Problem longBuffer(const std::string& channel)
{
    const bool pipe = channel == "pipe";
    const std::int64_t items = channel == "spin" ? 200 : 2'000; // whoever waits takes a core
    return {.workload = WorkloadKind::BoundedBuffer,
        .params = {{"channel", channel},
            {"producers", std::int64_t{pipe ? 1 : 2}},
            {"capacity", std::int64_t{4}},
            {"items", items}},
        .tasks = pipe ? 10 : 20,
        .workers = pipe ? 2 : 4};
}

Problem longPhases(const std::string& meeting, std::int64_t tasks = 90)
{
    return {.workload = WorkloadKind::Phases,
        .params = {{"meeting", meeting}, {"work", std::int64_t{2'000}}},
        .tasks = tasks,
        .workers = 3};
}

// A trial in which worker `index` was killed in a task.
TrialResult killedInATask(const Experiment& experiment, unsigned index)
{
    TrialResult trial;
    for (int attempt = 0; attempt < kAttempts && trial.tasks.failed == 0; ++attempt) {
        bool killed = false;
        WatchedRun run([&](interleave::Run&, const Recording& recording) {
            if (killed || recording.tasksEnded() == 0)
                return;
            killed = true;
            ::kill(static_cast<pid_t>(recording.worker(index).pid), SIGKILL);
        });
        trial = run.run(experiment).trials.at(0);
    }
    return trial;
}

void expectOnlyOneFailed(const TrialResult& trial)
{
    EXPECT_EQ(trial.end, TrialEnd::Finished);
    EXPECT_EQ(trial.tasks.succeeded + 1, trial.tasks.total);
    EXPECT_EQ(trial.tasks.failed + trial.tasks.timedOut, 1U);
    EXPECT_EQ(trial.errors.size(), 1U);
    EXPECT_TRUE(trial.ledger.proved) << trial.ledger.doubt;
}

void expectAccountsAddUp(const TrialResult& trial)
{
    EXPECT_LE(trial.race.actual, trial.race.expected + trial.race.uncertain);
    EXPECT_EQ(trial.race.lost, 0U) << trial.outcome.sentence;
    EXPECT_TRUE(trial.outcome.asWanted) << trial.outcome.sentence;
    EXPECT_EQ(figure(trial, "lost"), 0) << trial.outcome.sentence;
    EXPECT_EQ(figure(trial, "duplicated"), 0);
    EXPECT_LE(figure(trial, "in_dead_hands"), 1);
    EXPECT_EQ(figure(trial, "items"),
        static_cast<double>(trial.race.actual)); // arrived, left, or in dead hands
}

class DeadWorkerByChannel : public testing::TestWithParam<const char*>
{
};

INSTANTIATE_TEST_SUITE_P(Channels,
    DeadWorkerByChannel,
    testing::Values("semaphores", "condition", "spin", "queue", "pipe"),
    [](const auto& channel) { return std::string(channel.param); });

class DeadWorkerAtMeeting : public testing::TestWithParam<const char*>
{
};

INSTANTIATE_TEST_SUITE_P(Meetings,
    DeadWorkerAtMeeting,
    testing::Values("barrier", "condition"),
    [](const auto& meeting) { return std::string(meeting.param); });

} // namespace

TEST_P(DeadWorkerByChannel, F75_CountsWhatAProducerPutBeforeItDied)
{
    const TrialResult trial = killedInATask(experimentOf(longBuffer(GetParam())), 0);
    expectOnlyOneFailed(trial);
    expectAccountsAddUp(trial);
    EXPECT_EQ(trial.race.uncertain, std::string(GetParam()) == "spin" ? 200U : 2'000U);
}

TEST_P(DeadWorkerByChannel, F75_CountsWhatNobodyTakesAfterAConsumersDeath)
{
    Experiment experiment = experimentOf(longBuffer(GetParam()));
    const auto last = static_cast<unsigned>(*experiment.workers - 1);
    const TrialResult trial = killedInATask(experiment, last);
    expectOnlyOneFailed(trial);
    expectAccountsAddUp(trial);
    EXPECT_EQ(trial.race.uncertain, 0U);
}

TEST_P(DeadWorkerByChannel, F128_SaysWhatWasNeverPutInAndWhy)
{
    Experiment experiment = experimentOf(longBuffer(GetParam()));
    const TrialResult trial = killedInATask(experiment, 0); // a producer
    const double planned = static_cast<double>(trial.tasks.total)
        / static_cast<double>(trial.workers.size())
        * static_cast<double>(parameter<std::int64_t>(experiment, "producers")
            * parameter<std::int64_t>(experiment, "items"));
    EXPECT_EQ(figure(trial, "items") + figure(trial, "never_put"), planned)
        << trial.outcome.sentence;
    EXPECT_EQ(trial.outcome.sentence.find("never put in") != std::string::npos,
        figure(trial, "never_put") > 0)
        << trial.outcome.sentence;
}

TEST_P(DeadWorkerByChannel, F75_CountsWhatIsLeftWhenTheRunIsStopped)
{
    WatchedRun run([](interleave::Run& self, const Recording& recording) {
        if (recording.tasksEnded() > 0)
            self.cancel();
    });
    Problem problem = longBuffer(GetParam());
    problem.tasks = 4'000;
    const TrialResult trial = run.run(experimentOf(problem)).trials.at(0);
    EXPECT_EQ(trial.end, TrialEnd::Cancelled);
    EXPECT_EQ(trial.race.lost, 0U) << trial.outcome.sentence;
    EXPECT_LE(trial.race.actual, trial.race.expected + trial.race.uncertain);
    EXPECT_EQ(figure(trial, "lost"), 0) << trial.outcome.sentence;
}

TEST_P(DeadWorkerByChannel, F75_AHangTimesOutAndWhoeverWaitsForItDoesNot)
{
    Experiment experiment = experimentOf(longBuffer(GetParam()));
    experiment.inject = {{.kind = FaultKind::Hang, .task = 1}}; // of the first producer
    experiment.timeout = 1; // far more than any other task takes
    const TrialResult trial = runExperiment(experiment).trials.at(0);
    expectOnlyOneFailed(trial);
    EXPECT_EQ(trial.tasks.timedOut, 1U);
    expectAccountsAddUp(trial);
}

TEST_P(DeadWorkerAtMeeting, F75_GoesOnWithoutTheDead)
{
    const TrialResult trial = killedInATask(experimentOf(longPhases(GetParam(), 3'000)), 1);
    expectOnlyOneFailed(trial);
    EXPECT_TRUE(trial.outcome.asWanted) << trial.outcome.sentence;
    EXPECT_EQ(figure(trial, "broken"), 0);
}

TEST_P(DeadWorkerAtMeeting, F75_MissesAPartyWhoseTaskFailsOnceAndHasItAtTheNext)
{
    for (const FaultKind kind : {FaultKind::Exit, FaultKind::Raise, FaultKind::Crash}) {
        Experiment experiment = experimentOf(longPhases(GetParam()));
        experiment.inject = {{.kind = kind, .task = 40}};
        const TrialResult trial = runExperiment(experiment).trials.at(0);
        expectOnlyOneFailed(trial);
        EXPECT_EQ(trial.errors.at(0).task, 40U);
        EXPECT_EQ(figure(trial, "incomplete"), 1);
        EXPECT_TRUE(trial.outcome.asWanted) << trial.outcome.sentence;
        EXPECT_LE(figure(trial, "skew"), 1);
    }
}

TEST_P(DeadWorkerAtMeeting, F75_IsHeldAlsoWhenAllOfAPhaseFail)
{
    Experiment experiment = experimentOf(longPhases(GetParam()));
    for (const std::uint64_t task : {9U, 10U, 39U, 40U, 69U, 70U}) // phases 9 and 10 of each
        experiment.inject.push_back({.kind = FaultKind::Raise, .task = task});
    const TrialResult trial = runExperiment(experiment).trials.at(0);
    EXPECT_EQ(trial.end, TrialEnd::Finished);
    EXPECT_EQ(trial.tasks.failed, 6U);
    EXPECT_TRUE(trial.outcome.asWanted) << trial.outcome.sentence;
}

TEST_P(DeadWorkerAtMeeting, F75_AHangTimesOutAndWhoeverWaitsForItDoesNot)
{
    for (const auto executor : {ExecutorKind::Processes, ExecutorKind::Threads}) {
        Experiment experiment = experimentOf(longPhases(GetParam()));
        experiment.executor = executor;
        experiment.inject = {{.kind = FaultKind::Hang, .task = 40}};
        experiment.timeout = 1; // far more than any other task takes
        const TrialResult trial = runExperiment(experiment).trials.at(0);
        expectOnlyOneFailed(trial);
        EXPECT_EQ(trial.tasks.timedOut, 1U);
        EXPECT_TRUE(trial.outcome.asWanted) << trial.outcome.sentence;
    }
}

// Of a small piece of its share, too: nobody else may play the part of the dead.
TEST_P(DeadWorkerAtMeeting, F75_TheSuccessorGoesOnWhereTheDeadWas)
{
    for (const std::int64_t chunk : {1, 4}) {
        Experiment experiment = experimentOf(longPhases(GetParam()));
        experiment.chunk = chunk;
        experiment.inject = {{.kind = FaultKind::Exit, .task = 41}};
        const TrialResult trial = runExperiment(experiment).trials.at(0);
        expectOnlyOneFailed(trial);
        EXPECT_EQ(trial.workers.at(1).tasks, 30U);
    }
}

TEST_P(DeadWorkerAtMeeting, F75_ACrashAmongThreadsFailsWhatIsInFlightAndTheRestGoesOn)
{
    Experiment experiment = experimentOf(longPhases(GetParam()));
    experiment.executor = ExecutorKind::Threads;
    experiment.inject = {{.kind = FaultKind::Crash, .task = 40}};
    const TrialResult trial = runExperiment(experiment).trials.at(0);
    EXPECT_EQ(trial.end, TrialEnd::Finished);
    EXPECT_EQ(trial.tasks.succeeded + trial.tasks.failed, 90U);
    EXPECT_LE(trial.tasks.failed, 3U);
    EXPECT_TRUE(trial.outcome.asWanted) << trial.outcome.sentence;
}

TEST(StoreBuffering, F75_TheOtherSideOfADeadOneDoesNotFail)
{
    const Problem problem{.workload = WorkloadKind::StoreBuffering, .params = {}, .tasks = 10};
    for (const FaultKind kind : {FaultKind::Exit, FaultKind::Raise}) {
        Experiment experiment = experimentOf(problem);
        experiment.inject = {{.kind = kind, .task = 7}};
        const TrialResult trial = runExperiment(experiment).trials.at(0);
        expectOnlyOneFailed(trial);
        EXPECT_EQ(figure(trial, "both_zero") + figure(trial, "first_zero")
                + figure(trial, "second_zero") + figure(trial, "both_one"),
            4'000); // all rounds but those of one turn
    }
    expectOnlyOneFailed(killedInATask(experimentOf(problem), 1));
}

TEST(Tickets, F75_TasksThatRunAgainFindSeats)
{
    Experiment experiment = experimentOf({.workload = WorkloadKind::Tickets, .params = {}});
    experiment.executor = ExecutorKind::Threads;
    experiment.inject
        = {{.kind = FaultKind::Hang, .task = 5}, {.kind = FaultKind::Hang, .task = 20}};
    experiment.timeout = kTimeOut;
    const TrialResult trial = runExperiment(experiment).trials.at(0);
    EXPECT_EQ(trial.tasks.timedOut, 2U);
    EXPECT_EQ(trial.tasks.succeeded, 38U) << trial.errors.at(0).message;
}

} // namespace interleave::test
