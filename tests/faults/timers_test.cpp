// Time-outs of tasks, children and messages beside whatever else the program does: other work,
// wakes of the loop, a timer of its own. And that nothing ticks for none.

#include "core/handles/pipe.h"
#include "core/pool/pool.h"
#include "core/process/process.h"
#include "tests/support/children.h"
#include "tests/support/task_functions.h"

#include <gtest/gtest.h>

#include <chrono>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <string>
#include <sys/time.h>
#include <thread>
#include <unistd.h>

namespace interleave {
namespace {

using namespace std::chrono_literals;

int pauseForEver()
{
    for (;;)
        ::pause();
}

// Of every timer descriptor of this process, as the kernel tells it: "(seconds, nanoseconds)".
bool aTimerIsArmed()
{
    for (const auto& entry : std::filesystem::directory_iterator("/proc/self/fdinfo")) {
        std::ifstream info(entry.path());
        for (std::string line; std::getline(info, line);) {
            if (line.starts_with("it_value:") && line.find("(0, 0)") == std::string::npos)
                return true;
        }
    }
    return false;
}

// In so many looks one after the other that none is only between two times.
bool nothingTicks()
{
    constexpr int kLooks = 200;
    for (int look = 0; look < kLooks; ++look) {
        if (aTimerIsArmed())
            return false;
    }
    return true;
}

TEST(Timers, F41_ATimeOutFiresWhateverElseIsInFlight)
{
    Pool pool = Pool::create({.workers = 2}).value();
    const auto other = pool.applyAsync(pauseForEver);
    const auto slow = pool.applyAsync(TaskOptions{.timeout = 20ms}, pauseForEver);
    ASSERT_TRUE(slow.wait(20s));
    EXPECT_EQ(slow.get().error().kind, TaskFailureKind::TimedOut);
    EXPECT_FALSE(other.ready());
}

TEST(Timers, F41_ATimeOutFiresAlsoWhileTheLoopIsWokenAllTheTime)
{
    Pool pool = Pool::create({.workers = 2}).value();
    const auto slow = pool.applyAsync(TaskOptions{.timeout = 20ms}, pauseForEver);
    EXPECT_TRUE(test::eventually([&] {
        pool.resize(2);
        return slow.ready();
    }));
}

TEST(Timers, F41_NothingTicksWhenNoTimedTaskIsLeft)
{
    Pool pool = Pool::create({.workers = 2}).value();
    EXPECT_EQ(pool.applyAsync(TaskOptions{.timeout = 1h}, same, 3).get(), 3);
    EXPECT_TRUE(test::eventually(nothingTicks));
    EXPECT_EQ(pool.apply(same, 4), 4);
}

TEST(Timers, F294_NothingTicksForATimedTaskThatHasEndedAndIsNotRead)
{
    Pool pool = Pool::create({.workers = 1}).value();
    const auto ended = pool.applyAsync(TaskOptions{.timeout = 1h}, same, 3);
    EXPECT_TRUE(test::eventually(nothingTicks));
    EXPECT_EQ(ended.get(), 3);
}

TEST(Timers, F47_AnIntervalTimerOfTheProgramDoesNotProlongATimeOut)
{
    EXPECT_TRUE(test::runInProcesses(1, [](int) {
        struct sigaction counted
        {
        };
        counted.sa_handler = [](int) {};
        ::sigaction(SIGALRM, &counted, nullptr);
        const itimerval often{{0, 20'000}, {0, 20'000}};
        ::setitimer(ITIMER_REAL, &often, nullptr);
        Process process([] { pauseForEver(); });
        const bool started = process.start().has_value();
        const bool ended = process.join(100ms); // would wait for ever: each signal began it anew
        const auto pipe = Pipe<int>::create().value();
        const bool received = pipe.first.receive(100ms).has_value();
        process.kill();
        ::_exit(started && !ended && !received ? 0 : 1);
    }));
}

TEST(Timers, F47_TheLongestTimeOutIsForEverAndNotNow)
{
    for (const std::chrono::nanoseconds longest :
        {std::chrono::nanoseconds(std::chrono::days(30)), std::chrono::nanoseconds::max()}) {
        const auto [ours, theirs] = Pipe<int>::create().value();
        Process process(
            [](const PipeEnd<int>& pipe) { static_cast<void>(pipe.receive()); }, theirs);
        ASSERT_TRUE(process.start());
        std::jthread end([&ours] { EXPECT_TRUE(ours.send(1)); });
        EXPECT_TRUE(process.join(longest));
    }
}

} // namespace
} // namespace interleave
