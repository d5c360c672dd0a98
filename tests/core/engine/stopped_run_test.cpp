// A run whose processes are all stopped, in which time no time-out runs, or of which one worker is
// in its task. And the shortest time-out, which is not zero.

#include "core/base/deadline.h"
#include "core/base/standstill.h"
#include "core/model/run_verdict.h"
#include "tests/core/engine/stopped_worker.h"
#include "tests/support/stopped_program.h"

#include <gtest/gtest.h>

#include <chrono>
#include <csignal>
#include <ctime>
#include <functional>

namespace interleave::test {
namespace {

constexpr double kGraceSeconds = Standstill::kGraceNs / 1e9;

// Nothing else that a worker does here takes a tenth of a second of a core.
bool isInItsHang(pid_t worker)
{
    clockid_t clock{};
    timespec used{};
    return ::clock_getcpuclockid(worker, &clock) == 0 && ::clock_gettime(clock, &used) == 0
        && (used.tv_sec > 0 || used.tv_nsec > 100'000'000);
}

// Whether it has stopped a worker that is in its hang.
bool stopInItsHang(const Recording& recording)
{
    for (std::uint32_t index = 0; index < recording.workers(); ++index) {
        const auto worker = static_cast<pid_t>(recording.worker(index).pid);
        if (worker != 0 && isInItsHang(worker))
            return ::kill(worker, SIGSTOP) == 0;
    }
    return false;
}

} // namespace

TEST(StoppedRun, F76_TheTimeOutOfATaskDoesNotRun)
{
    expectTheStopDoesNotCount([](const std::function<void()>& began) {
        WatchedRun run([&](interleave::Run&, const Recording& recording) {
            if (recording.worker(0).state == WorkerState::Working)
                began();
        });
        const double timeout = std::chrono::duration<double>(kTimeOut).count();
        return run.run(hanging(timeout)).trials.at(0).tasks.timedOut == 1 ? 0 : 1;
    });
}

TEST(StoppedRun, F76_AWorkerThatIsStoppedAloneTimesOut)
{
    WatchedRun run([stopped = false](interleave::Run&, const Recording& recording) mutable {
        const auto worker = static_cast<pid_t>(recording.worker(0).pid);
        if (stopped || worker == 0 || !isInItsHang(worker)) // before it no time-out runs
            return;
        stopped = true;
        ::kill(worker, SIGSTOP);
    });
    const RunResult result = run.run(hanging(1));
    EXPECT_EQ(result.trials.at(0).tasks.timedOut, 1U);
}

// Though nobody waits for it, and the time-out is longer than the grace of who has none.
TEST(StoppedRun, F336_InItsTaskItIsLeftToItsTimeOut)
{
    bool stopped = false;
    WatchedRun run([&](interleave::Run&, const Recording& recording) {
        stopped = stopped || stopInItsHang(recording);
    });
    const TrialResult trial = run.run(hanging(2 * kGraceSeconds)).trials.at(0);
    EXPECT_TRUE(stopped);
    EXPECT_EQ(trial.tasks.timedOut, 1U);
    EXPECT_EQ(trial.tasks.succeeded, 1U);
    EXPECT_FALSE(saysThatOneIsKilled(run)) << run.logged;
}

// The other one is at the barrier.
TEST(StoppedRun, F336_SoItIsWhereOthersWaitForIt)
{
    Experiment experiment = hanging(2 * kGraceSeconds);
    experiment.workload = WorkloadKind::Phases;
    experiment.workers = 2;
    bool stopped = false;
    WatchedRun run([&](interleave::Run&, const Recording& recording) {
        stopped = stopped || stopInItsHang(recording);
    });
    const TrialResult trial = run.run(experiment).trials.at(0);
    EXPECT_TRUE(stopped);
    EXPECT_GE(trial.tasks.timedOut, 1U); // who waits takes as long
    EXPECT_FALSE(saysThatOneIsKilled(run)) << run.logged;
}

// Seen to be stopped for two grace times, and not less where this test is slow.
TEST(StoppedRun, F336_WithoutATimeOutItGoesOnWithItsTaskWhenItIsTold)
{
    Deadline told = Deadline::never();
    bool stopped = false;
    WatchedRun run([&](interleave::Run&, const Recording& recording) {
        const WorkerSnapshot worker = recording.worker(0);
        if (!stopped && worker.task) { // at work it may be before it
            stopped = ::kill(static_cast<pid_t>(worker.pid), SIGSTOP) == 0;
            told = Deadline::in(std::chrono::nanoseconds(2 * Standstill::kGraceNs));
        }
        if (stopped && told.passed())
            ::kill(static_cast<pid_t>(worker.pid), SIGCONT);
    });
    const TrialResult trial = run.run({.workload = WorkloadKind::Sleep,
                                          .params = {{"duration", 2.0}}, // it is still in it
                                          .tasks = 1,
                                          .workers = 1})
                                  .trials.at(0);
    EXPECT_TRUE(stopped);
    EXPECT_EQ(trial.tasks.succeeded, 1U);
    EXPECT_FALSE(saysThatOneIsKilled(run)) << run.logged;
}

TEST(StoppedRun, F47_LessThanAMillisecondIsNotZero)
{
    const TrialResult trial = runExperiment(hanging(1e-6)).trials.at(0);
    ASSERT_GE(trial.tasks.timedOut, 1U) << "the other task may take longer than it may, too";
    EXPECT_EQ(trial.errors.front().task, 0U);
    EXPECT_EQ(trial.errors.front().kind, "timed-out");
}

// Sleeps of 10 ms: over before anybody looks.
TEST(StoppedRun, F79_ATaskThatEndsBetweenTwoLooksAndTookTooLongIsNoSuccess)
{
    for (const ExecutorKind executor :
        {ExecutorKind::Processes, ExecutorKind::ProcessPerTask, ExecutorKind::Threads}) {
        const RunResult result = runExperiment({.workload = WorkloadKind::Sleep,
            .params = {{"duration", 0.01}},
            .tasks = 20,
            .workers = 2,
            .executor = executor,
            .sync = Primitive::Lock,
            .timeout = 0.001});
        const TrialResult& trial = result.trials.at(0);
        EXPECT_EQ(trial.tasks.timedOut, 20U);
        EXPECT_TRUE(trial.ledger.proved) << trial.ledger.doubt;
        EXPECT_EQ(trial.errors.size(), 20U);
        for (const TaskError& error : trial.errors)
            EXPECT_EQ(error.kind, "timed-out") << error.message;
        EXPECT_NE(verdictOf(result), RunVerdict::Succeeded);
    }
}

// On a busy machine one may be seen in the middle, and be killed: of that it is not known.
TEST(StoppedRun, F79_WhatSuchATaskHasAddedIsKnown)
{
    TrialResult trial;
    for (int attempt = 0; attempt < 20 && (attempt == 0 || trial.race.uncertain > 0); ++attempt) {
        trial = runExperiment({.workload = WorkloadKind::Squares,
                                  .tasks = 100,
                                  .workers = 2,
                                  .sync = Primitive::Lock,
                                  .timeout = 1e-9})
                    .trials.at(0);
        EXPECT_EQ(trial.tasks.timedOut, 100U);
    }
    EXPECT_EQ(trial.race.actual, trial.race.expected);
    EXPECT_EQ(trial.race.updates, 100U);
    EXPECT_EQ(trial.race.uncertain, 0U);
}

TEST(StoppedRun, F79_ATaskThatWasStoppedAndEndsBeforeAnybodyLooksIsASuccess)
{
    const auto status = stoppedInBetween([](const std::function<void()>& began) {
        WatchedRun run([&](interleave::Run&, const Recording& recording) {
            if (recording.worker(0).state == WorkerState::Working)
                began();
        });
        return run.run({.workload = WorkloadKind::Sleep,
                           .params = {{"duration", 0.5}},
                           .tasks = 1,
                           .workers = 1,
                           .timeout = std::chrono::duration<double>(kTimeOut).count()})
                    .trials.at(0)
                    .tasks.succeeded
                == 1
            ? 0
            : 1;
    });
    EXPECT_TRUE(status.clean());
}

} // namespace interleave::test
