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

/// Runs `program` in a process group of its own; it calls `began()` in or before a task with that
/// time-out which never ends, and returns 0 when it has timed out. Stops the group in between: the
/// task must be left what it had not yet used of its time.
inline void expectTheStopDoesNotCount(
    const std::function<int(const std::function<void()>& began)>& program)
{
    using SteadyClock = std::chrono::steady_clock;
    constexpr auto kStopped = 2 * kTimeOut;
    constexpr std::chrono::milliseconds kUnseen{
        150}; // of a stop: the engine looks 20 times a second
    SharedObject<std::atomic<bool>> begun;
    const auto start = SteadyClock::now();
    ChildProcess group = startChild([&] {
        ::setpgid(0, 0);
        return program([&] { begun->store(true); });
    });
    ASSERT_TRUE(eventually([&] { return begun->load(); }));
    ASSERT_EQ(::kill(-group.pid(), SIGSTOP), 0);
    ASSERT_TRUE(eventually([&] { return stateOf(group.pid()) == 'T'; }));
    const auto used = SteadyClock::now() - start; // at most
    std::this_thread::sleep_for(kStopped);
    const auto goesOn = SteadyClock::now();
    ASSERT_EQ(::kill(-group.pid(), SIGCONT), 0);
    EXPECT_TRUE(waitFor(group).clean());
    EXPECT_GE(SteadyClock::now() - goesOn, kTimeOut - used - kUnseen);
}

} // namespace interleave::test
