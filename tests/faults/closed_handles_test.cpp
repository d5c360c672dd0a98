// Descriptors of what a program has of the library, which it closes (closefrom), and whose numbers
// its own files have then.

#include "core/handles/queue.h"
#include "core/pool/pool.h"
#include "core/process/process.h"
#include "tests/support/children.h"
#include "tests/support/in_a_process.h"
#include "tests/support/own_files.h"
#include "tests/support/shared_object.h"
#include "tests/support/task_functions.h"

#include <gtest/gtest.h>

#include <atomic>
#include <csignal>
#include <optional>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

namespace interleave {
namespace {

int sleepForEver()
{
    for (;;)
        ::pause();
}

Process startedBy(const std::shared_ptr<Context>& context)
{
    Process process(ProcessOptions{.context = context, .daemon = true}, sleepForEver);
    EXPECT_TRUE(process.start());
    return process;
}

// What ends it is the life line of its context, which is closed, too.
template <StartMethod kMethod>
bool isJoinedWithAllClosed()
{
    Process process = startedBy(Context::create(kMethod).value());
    const int last = test::lastDescriptor();
    ::closefrom(test::kAboveStreams);
    const std::vector<int> own = test::openedUpTo(last);
    process.terminate();
    process.join();
    return process.exitStatus() && test::areEmptyFiles(own)
        && test::eventually([&] { return !test::isAlive(process.pid()); });
}

TEST(ClosedHandle, F393_AProcessIsJoinedWhoseDescriptorIsAnotherFilesByNow)
{
    EXPECT_TRUE(test::inAProcess(isJoinedWithAllClosed<StartMethod::Fork>));
    EXPECT_TRUE(test::inAProcess(isJoinedWithAllClosed<StartMethod::Spawn>));
    EXPECT_TRUE(test::inAProcess(isJoinedWithAllClosed<StartMethod::ForkServer>));
}

// Above all that is its context's.
template <StartMethod kMethod>
bool isKilledAndJoined()
{
    const auto context = Context::create(kMethod).value();
    const Process first = startedBy(context); // brings up the fork server
    const int above = ::dup(STDERR_FILENO);
    Process process = startedBy(context);
    const int last = test::lastDescriptor();
    ::closefrom(above);
    const std::vector<int> own = test::openedUpTo(last);
    process.kill();
    process.join();
    return process.exitCode() == -SIGKILL && test::areEmptyFiles(own);
}

TEST(ClosedHandle, F393_AProcessIsKilledWhoseDescriptorAloneIsAnotherFilesByNow)
{
    EXPECT_TRUE(test::inAProcess(isKilledAndJoined<StartMethod::Fork>));
    EXPECT_TRUE(test::inAProcess(isKilledAndJoined<StartMethod::Spawn>));
    EXPECT_TRUE(test::inAProcess(isKilledAndJoined<StartMethod::ForkServer>));
}

TEST(ClosedHandle, F393_AQueueLeavesAloneWhatHasItsNumber)
{
    EXPECT_TRUE(test::inAProcess([] {
        std::optional<Queue<int>> queue = Queue<int>::create(1).value();
        const int last = test::lastDescriptor();
        ::closefrom(test::kAboveStreams);
        const std::vector<int> own = test::openedUpTo(last);
        queue.reset();
        return test::areEmptyFiles(own);
    }));
}

int neverOf(const std::string& /*item*/)
{
    return sleepForEver();
}

// Its items are too many for the pool's own memory.
TEST(ClosedHandle, F393_AMapThatFailsLeavesAloneWhatHasItsNumbers)
{
    EXPECT_TRUE(test::inAProcess([] {
        Pool pool = Pool::create({.workers = 1}).value();
        const std::size_t before = test::descriptorsOf("self").size();
        bool failed = false;
        std::thread maps(
            [&] { failed = !pool.map(neverOf, std::vector(2, std::string(1'000'000, 'x'))); });
        const bool hasMemory
            = test::eventually([&] { return test::descriptorsOf("self").size() > before; });
        const int last = test::lastDescriptor();
        ::closefrom(test::kAboveStreams);
        const std::vector<int> own = test::openedUpTo(last);
        maps.join();
        return hasMemory && failed && test::areEmptyFiles(own);
    }));
}

TEST(ClosedHandle, F394_AForkServerWhoseSocketIsAnotherFilesByNowIsReplaced)
{
    EXPECT_TRUE(test::inAProcess([] {
        auto context = Context::create(StartMethod::ForkServer).value();
        const int above = ::dup(STDERR_FILENO);
        static_cast<void>(startedBy(context));
        const pid_t server = context->serverPid();
        const int last = test::lastDescriptor();
        ::closefrom(above);
        const std::vector<int> own = test::openedUpTo(last);
        Process process(ProcessOptions{.context = context}, [] { return 7; });
        if (!context->isWhole() || !process.start())
            return false;
        process.join();
        context.reset();
        return process.exitCode() == 7 && !test::isAlive(server) && test::areEmptyFiles(own);
    }));
}

TEST(ClosedHandle, F395_AForkedChildHasWhatItsParentHasByTheNumberOfALifeLine)
{
    EXPECT_TRUE(test::inAProcess([] {
        const auto context = Context::create(StartMethod::Fork).value();
        const int last = test::lastDescriptor();
        ::closefrom(test::kAboveStreams);
        const std::vector<int> own = test::openedUpTo(last);
        const pid_t child = ::fork();
        if (child == 0)
            ::_exit(test::areEmptyFiles(own) ? 0 : 1);
        int status = -1;
        ::waitpid(child, &status, 0);
        return status == 0;
    }));
}

} // namespace
} // namespace interleave
