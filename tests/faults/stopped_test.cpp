// The whole program is stopped for a while: by SIGSTOP to its group, as a shell, cpulimit or a
// debugger does it. A task's time-out does not run meanwhile.

#include "core/pool/pool.h"
#include "tests/support/children.h"
#include "tests/support/engine_run.h"
#include "tests/support/shared_object.h"

#include <gtest/gtest.h>

#include <atomic>
#include <csignal>
#include <thread>
#include <unistd.h>

namespace interleave {
namespace {

using namespace std::chrono_literals;

using SteadyClock = std::chrono::steady_clock;

constexpr auto kTimeOut = 1s;
constexpr auto kStopped = 2s;
constexpr auto kUnseen = 150ms; // of a stop: the engine looks 20 times a second

int pauseAt(int)
{
    for (;;)
        ::pause();
}

// Runs `program` in a process group of its own; it calls `began()` in or before a task that never
// ends, and returns 0 when that has timed out. Stops the group in between. The task must be left
// what it had not yet used of its time.
void expectTheStopDoesNotCount(
    const std::function<int(const std::function<void()>& began)>& program)
{
    test::SharedObject<std::atomic<bool>> begun;
    const auto start = SteadyClock::now();
    ChildProcess group = test::startChild([&] {
        ::setpgid(0, 0);
        return program([&] { begun->store(true); });
    });
    ASSERT_TRUE(test::eventually([&] { return begun->load(); }));
    ASSERT_EQ(::kill(-group.pid(), SIGSTOP), 0);
    ASSERT_TRUE(test::eventually([&] { return test::stateOf(group.pid()) == 'T'; }));
    const auto used = SteadyClock::now() - start; // at most
    std::this_thread::sleep_until(SteadyClock::now() + kStopped);
    const auto goesOn = SteadyClock::now();
    ASSERT_EQ(::kill(-group.pid(), SIGCONT), 0);
    EXPECT_TRUE(test::waitFor(group).clean());
    EXPECT_GE(SteadyClock::now() - goesOn, kTimeOut - used - kUnseen);
}

} // namespace

TEST(Stopped, F76_TheTimeOutOfAnExperimentsTaskDoesNotRun)
{
    expectTheStopDoesNotCount([](const std::function<void()>& began) {
        test::WatchedRun run([&](interleave::Run&, const Recording& recording) {
            if (recording.worker(0).state == WorkerState::Working)
                began();
        });
        const RunResult result = run.run({.workload = WorkloadKind::Squares,
            .tasks = 2,
            .workers = 1,
            .timeout = std::chrono::duration<double>(kTimeOut).count(),
            .inject = {{.kind = FaultKind::Hang, .task = 0}}});
        return result.trials.at(0).tasks.timedOut == 1 ? 0 : 1;
    });
}

TEST(Stopped, F76_TheTimeOutOfAPoolsTaskDoesNotRun)
{
    expectTheStopDoesNotCount([](const std::function<void()>& began) {
        Pool pool = Pool::create({.workers = 1, .timeout = kTimeOut}).value();
        const auto task = pool.applyAsync(pauseAt, 0);
        began();
        const auto& result = task.get();
        return !result && result.error().kind == TaskFailureKind::TimedOut ? 0 : 1;
    });
}

TEST(Stopped, F76_TheTimeOutOfAnItemDoesNotRun)
{
    expectTheStopDoesNotCount([](const std::function<void()>& began) {
        Pool pool = Pool::create({.workers = 1, .timeout = kTimeOut}).value();
        began();
        const auto results = pool.mapEach(pauseAt, std::views::iota(0, 1));
        return !results.at(0) && results.at(0).error().kind == TaskFailureKind::TimedOut ? 0 : 1;
    });
}

TEST(Stopped, F76_AWorkerThatIsStoppedAloneTimesOut)
{
    test::WatchedRun run([stopped = false](interleave::Run&, const Recording& recording) mutable {
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

} // namespace interleave
