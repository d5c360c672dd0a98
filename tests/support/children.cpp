#include "tests/support/children.h"

#include "tests/support/slowness.h"

#include <gtest/gtest.h>

#include <cstdio>
#include <ctime>
#include <sched.h>
#include <string>

namespace interleave::test {

ChildProcess startChild(const std::function<int()>& body, const std::vector<int>& keep)
{
    auto process = ChildProcess::fork(keep, body);
    EXPECT_TRUE(process.has_value());
    return *std::move(process);
}

ExitStatus waitFor(ChildProcess& child)
{
    const auto status = child.reapWithin(30'000'000'000U);
    EXPECT_TRUE(status.has_value()) << "the child did not end";
    return status.value_or(ExitStatus{.signalled = true, .code = -1});
}

bool runInProcesses(int count, const std::function<void(int)>& body, const std::vector<int>& keep)
{
    std::vector<ChildProcess> children;
    for (int rank = 0; rank < count; ++rank)
        children.push_back(startChild(
            [&] {
                body(rank);
                return 0;
            },
            keep));
    bool clean = true;
    for (ChildProcess& child : children)
        clean = waitFor(child).clean() && clean;
    return clean;
}

char stateOf(pid_t pid)
{
    char state = 'X';
    if (std::FILE* file = std::fopen(("/proc/" + std::to_string(pid) + "/stat").c_str(), "r")) {
        if (std::fscanf(file, "%*d (%*[^)]) %c", &state) != 1)
            state = 'X';
        std::fclose(file);
    }
    return state;
}

bool isAlive(pid_t pid)
{
    const char state = stateOf(pid);
    return state != 'X' && state != 'Z';
}

bool eventually(const std::function<bool()>& condition, double seconds)
{
    const auto now = [] {
        timespec time{};
        clock_gettime(CLOCK_MONOTONIC, &time);
        return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) / 1e9;
    };
    for (const double end = now() + seconds; !condition();) {
        if (now() > end)
            return false;
        sched_yield();
    }
    return true;
}

bool waits(pid_t pid)
{
    clockid_t clock{};
    const auto used = [&clock] {
        timespec time{};
        ::clock_gettime(clock, &time);
        return time.tv_sec * 1'000'000'000 + time.tv_nsec;
    };
    if (::clock_getcpuclockid(pid, &clock) != 0)
        return true;
    const long enough = used() + 500'000L * kTimesSlower;
    return eventually([&] { return stateOf(pid) == 'S' || !isAlive(pid) || used() > enough; });
}

} // namespace interleave::test
