// Programs that were started without standard input, output or error: whatever is opened next gets
// their numbers, and what anybody prints lands there.

#include "core/base/standard_streams.h"
#include "core/handles/queue.h"
#include "core/pool/pool.h"
#include "core/process/process.h"
#include "tests/support/children.h"
#include "tests/support/shared_object.h"
#include "tests/support/task_functions.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <cerrno>
#include <cstddef>
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <ranges>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace interleave {
namespace {

void closeStandardStreams()
{
    for (const int fd : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO})
        ::close(fd);
}

bool noneIsOpen()
{
    return std::ranges::none_of(std::array{STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO},
        [](int fd) { return ::fcntl(fd, F_GETFD) >= 0; });
}

// 0 when what it writes lands nowhere.
int printed(int number)
{
    for (const int fd : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
        const std::string text(4096, 'x');
        if (::write(fd, text.data(), text.size()) >= 0)
            return -1;
    }
    return number;
}

bool everythingWorksWithout(StartMethod method)
{
    closeStandardStreams();
    auto context = Context::create(method);
    if (!context)
        return false;
    Pool pool = Pool::create({.workers = 2, .context = *context}).value();
    const auto results = pool.map(printed, std::views::iota(0, 100)).value();
    bool right = noneIsOpen();
    for (int task = 0; task < 100; ++task)
        right = right && results.at(static_cast<std::size_t>(task)) == task;
    const auto queue = Queue<int>::create(4).value();
    Process process(
        ProcessOptions{.context = *context},
        [](const Queue<int>& to) { (void)to.put(printed(7)); },
        queue);
    right = right && process.start().has_value() && queue.get().value() == 7;
    process.join();
    return right && noneIsOpen();
}

TEST(Host, F50_NothingOfTheLibrarysGetsTheNumberOfAClosedStream)
{
    for (const auto method : {StartMethod::Fork, StartMethod::Spawn, StartMethod::ForkServer}) {
        EXPECT_TRUE(test::runInProcesses(1, [method](int) {
            ::_exit(everythingWorksWithout(method) ? 0 : 1);
        })) << static_cast<int>(method);
    }
}

TEST(Host, F50_ADescriptorIsMovedAwayFromTheNumbersOfStandardStreams)
{
    EXPECT_TRUE(test::runInProcesses(1, [](int) {
        closeStandardStreams();
        const UniqueFd first(::open("/dev/null", O_RDONLY | O_CLOEXEC));
        UniqueFd second;
        second.reset(::open("/dev/null", O_RDONLY | O_CLOEXEC));
        const bool moved = first.get() > STDERR_FILENO && second.get() > STDERR_FILENO
            && (::fcntl(first.get(), F_GETFD) & FD_CLOEXEC) != 0;
        ::_exit(moved && noneIsOpen() ? 0 : 1);
    }));
}

// As before, reading and writing fail.
TEST(Host, F50_AProgramCanOccupyTheStreamsThatItWasStartedWithout)
{
    EXPECT_TRUE(test::runInProcesses(1, [](int) {
        closeStandardStreams();
        occupyClosedStandardStreams();
        char letter = 0;
        const bool failsToRead = ::read(STDIN_FILENO, &letter, 1) < 0 && errno == EBADF;
        const bool failsToWrite = ::write(STDOUT_FILENO, "x", 1) < 0 && errno == EBADF
            && ::write(STDERR_FILENO, "x", 1) < 0 && errno == EBADF;
        const int next = ::open("/dev/null", O_RDONLY | O_CLOEXEC);
        ::_exit(failsToRead && failsToWrite && next > STDERR_FILENO ? 0 : 1);
    }));
}

// As an older kernel, or a container's rules.
void refuseCloseRange()
{
    const std::array rules{
        sock_filter BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, nr)),
        sock_filter BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_close_range, 0, 1),
        sock_filter BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM),
        sock_filter BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW)};
    const sock_fprog program{
        static_cast<unsigned short>(rules.size()), const_cast<sock_filter*>(rules.data())};
    ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
    if (::prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) != 0)
        ::_exit(77);
}

// Each pool's workers are started beside the others' life lines.
void expectNoneOutlivesItsParent(const std::function<void()>& host)
{
    constexpr std::size_t kPools = 3;
    test::SharedObject<std::array<std::atomic<pid_t>, 2 * kPools>> workers;
    test::SharedObject<std::atomic<bool>> started;
    ChildProcess parent = test::startChild([&] {
        host();
        std::vector<Pool> pools;
        for (std::size_t i = 0; i < kPools; ++i) {
            pools.push_back(Pool::create({.workers = 2}).value());
            workers->at(2 * i) = pools.back().pids().at(0);
            workers->at(2 * i + 1) = pools.back().pids().at(1);
        }
        started->store(true);
        for (;;)
            ::pause();
        return 0;
    });
    ASSERT_TRUE(test::eventually([&] { return started->load() || !test::isAlive(parent.pid()); }));
    ASSERT_TRUE(started->load());
    parent.signal(SIGKILL);
    test::waitFor(parent);
    EXPECT_TRUE(test::eventually([&] {
        return std::ranges::none_of(
            *workers, [](const auto& worker) { return test::isAlive(worker.load()); });
    }));
}

TEST(Host, F50_ChildrenEndWithAParentThatHadNoStandardStreams)
{
    expectNoneOutlivesItsParent(closeStandardStreams);
}

TEST(Host, F50_ChildrenEndWithTheirParentAlsoWhereCloseRangeIsRefused)
{
    expectNoneOutlivesItsParent(refuseCloseRange);
}

TEST(Host, F50_AChildHasNoOtherDescriptorsAlsoWhereCloseRangeIsRefused)
{
    EXPECT_TRUE(test::runInProcesses(1, [](int) {
        refuseCloseRange();
        const UniqueFd kept(::open("/dev/null", O_RDONLY | O_CLOEXEC));
        const UniqueFd other(::open("/dev/null", O_RDONLY | O_CLOEXEC));
        ChildProcess child = test::startChild(
            [&] {
                return ::fcntl(kept.get(), F_GETFD) >= 0 && ::fcntl(other.get(), F_GETFD) < 0 ? 0
                                                                                              : 1;
            },
            {kept.get()});
        ::_exit(test::waitFor(child).code);
    }));
}

} // namespace
} // namespace interleave
