// A program that is stopped for a while with all its processes: by SIGSTOP to its group, as a
// shell, cpulimit or a debugger does it.
#pragma once

#include "tests/support/children.h"
#include "tests/support/shared_object.h"

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <csignal>
#include <functional>
#include <thread>
#include <unistd.h>

namespace interleave::test {

inline constexpr std::chrono::seconds kTimeOut{1};

/// Runs `program` in a process group of its own, which is stopped for twice the time-out once it
/// has called `began()`. Gives its end, and tells when it was stopped and when it went on.
inline ExitStatus stoppedInBetween(
    const std::function<int(const std::function<void()>& began)>& program,
    const std::function<void()>& isStopped = {},
    const std::function<void()>& goesOn = {})
{
    SharedObject<std::atomic<bool>> begun;
    ChildProcess group = startChild([&] {
        ::setpgid(0, 0);
        return program([&] { begun->store(true); });
    });
    EXPECT_TRUE(eventually([&] { return begun->load(); }));
    EXPECT_EQ(::kill(-group.pid(), SIGSTOP), 0);
    EXPECT_TRUE(eventually([&] { return stateOf(group.pid()) == 'T'; }));
    if (isStopped)
        isStopped();
    std::this_thread::sleep_for(2 * kTimeOut);
    if (goesOn)
        goesOn();
    EXPECT_EQ(::kill(-group.pid(), SIGCONT), 0);
    return waitFor(group);
}

/// The same of a program that begins a task with that time-out which never ends, and returns 0 when
/// it has timed out: the task must be left what it had not yet used of its time.
inline void expectTheStopDoesNotCount(
    const std::function<int(const std::function<void()>& began)>& program)
{
    using SteadyClock = std::chrono::steady_clock;
    constexpr std::chrono::milliseconds kUnseen{
        150}; // of a stop: the engine looks 20 times a second
    const auto start = SteadyClock::now();
    auto stopped = start;
    auto goesOn = start;
    const ExitStatus status = stoppedInBetween(
        program, [&] { stopped = SteadyClock::now(); }, [&] { goesOn = SteadyClock::now(); });
    EXPECT_TRUE(status.clean());
    EXPECT_GE(SteadyClock::now() - goesOn, kTimeOut - (stopped - start) - kUnseen);
}

} // namespace interleave::test
