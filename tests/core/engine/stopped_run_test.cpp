// A run's time-outs: while the whole program is stopped none runs; the shortest is not zero.

#include "tests/support/engine_run.h"
#include "tests/support/stopped_program.h"

#include <gtest/gtest.h>

namespace interleave::test {
namespace {

Experiment hanging(double timeout)
{
    return {.workload = WorkloadKind::Squares,
        .tasks = 2,
        .workers = 1,
        .timeout = timeout,
        .inject = {{.kind = FaultKind::Hang, .task = 0}}};
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
        if (stopped || recording.tasksEnded() == 0) // then it sleeps in the second
            return;
        stopped = true;
        ::kill(static_cast<pid_t>(recording.worker(0).pid), SIGSTOP);
    });
    const RunResult result = run.run({.workload = WorkloadKind::Sleep,
        .params = {{"duration", 0.2}},
        .tasks = 2,
        .workers = 1,
        .timeout = 0.5});
    EXPECT_EQ(result.trials.at(0).tasks.timedOut, 1U);
}

TEST(StoppedRun, F47_LessThanAMillisecondIsNotZero)
{
    EXPECT_EQ(runExperiment(hanging(1e-6)).trials.at(0).tasks.timedOut, 1U);
}

} // namespace interleave::test
