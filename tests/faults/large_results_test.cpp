// Results and arguments that go by a descriptor, where there is no room to read them, or to send
// them: the task's failure says what there was none of.

#include "core/pool/pool.h"
#include "tests/support/children.h"
#include "tests/support/filter_call.h"
#include "tests/support/in_a_process.h"

#include <gtest/gtest.h>

#include <cerrno>
#include <fstream>
#include <ranges>
#include <string>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace interleave {
namespace {

constexpr std::size_t kMiB = std::size_t{1} << 20U;
constexpr std::size_t kLargeResult = 72 * kMiB; // more than any heap has in reserve

std::string largeText(int)
{
    return std::string(kLargeResult, 'x');
}

// As long as it lives, of addresses that this process has not yet.
class NoMoreMemoryThan
{
public:
    explicit NoMoreMemoryThan(std::size_t bytes)
    {
        ::getrlimit(RLIMIT_AS, &m_before);
        std::size_t pages = 0;
        std::ifstream("/proc/self/statm") >> pages;
        const rlimit limit{
            pages * static_cast<std::size_t>(::sysconf(_SC_PAGESIZE)) + bytes, m_before.rlim_max};
        ::setrlimit(RLIMIT_AS, &limit);
    }
    NoMoreMemoryThan(const NoMoreMemoryThan&) = delete;
    NoMoreMemoryThan& operator=(const NoMoreMemoryThan&) = delete;
    ~NoMoreMemoryThan() { ::setrlimit(RLIMIT_AS, &m_before); }

private:
    rlimit m_before{};
};

bool saysThereWasNoMemory(const TaskFailure& failure)
{
    return failure.kind == TaskFailureKind::ResultNotRead
        && failure.message.find("ulimit -v") != std::string::npos
        && failure.message.find("descriptor") == std::string::npos;
}

TEST(LargeResults, F542_OneForWhichThereIsNoMemoryFailsItsTaskAloneAndSaysSo)
{
    EXPECT_TRUE(test::inAProcess([] {
        Pool pool = Pool::create({.workers = 1}).value();
        const auto lost = [&] {
            const NoMoreMemoryThan few(kLargeResult / 2);
            return pool.apply(largeText, 0);
        }();
        const auto next = pool.apply(largeText, 0);
        return !lost && saysThereWasNoMemory(lost.error()) && next && next->size() == kLargeResult;
    }));
}

// The pool's thread would end the program where it had to make another.
TEST(LargeResults, F542_OneForWhichThereIsMemoryOnceIsNotCopiedByThePool)
{
    EXPECT_TRUE(test::inAProcess([] {
        Pool pool = Pool::create({.workers = 1}).value();
        const NoMoreMemoryThan forOne(kLargeResult + kLargeResult / 2);
        const auto task = pool.applyAsync(largeText, 0);
        task.wait();
        return task.ready();
    }));
}

TEST(LargeResults, F542_ThoseOfAMapForWhichThereIsNoMemorySaySo)
{
    EXPECT_TRUE(test::inAProcess([] {
        Pool pool = Pool::create({.workers = 1}).value();
        const auto lost = [&] {
            const NoMoreMemoryThan few(kLargeResult / 2);
            return pool.map(largeText, std::views::iota(0, 1));
        }();
        return !lost && saysThereWasNoMemory(lost.error());
    }));
}

TEST(LargeResults, F542_ThoseOfAMapForWhichThereIsNoDescriptorSaySo)
{
    EXPECT_TRUE(test::inAProcess([] {
        Pool pool = Pool::create({.workers = 1}).value();
        const int next = ::dup(STDIN_FILENO);
        ::close(next);
        const rlimit none{static_cast<rlim_t>(next), static_cast<rlim_t>(next)};
        ::setrlimit(RLIMIT_NOFILE, &none);
        const auto lost = pool.map(largeText, std::views::iota(0, 1));
        return !lost && lost.error().kind == TaskFailureKind::ResultNotRead
            && lost.error().message.find("ulimit -n") != std::string::npos;
    }));
}

// Who waits for what its task is sent waits for nothing else.
TEST(LargeArguments, F542_AWorkerThatCannotBeAnsweredDoesNotWaitForEver)
{
    EXPECT_TRUE(test::inAProcess([] {
        Pool pool = Pool::create({.workers = 1}).value();
        const std::string argument(kMiB, 'x');
        test::filterCallOfAllThreads(SYS_sendmsg, SECCOMP_RET_ERRNO | EPERM);
        const auto result = pool.apply([](const std::string& s) { return s.size(); }, argument);
        return !result && result.error().kind == TaskFailureKind::Killed;
    }));
}

} // namespace
} // namespace interleave
