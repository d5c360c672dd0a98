#include "core/process/life_line.h"
#include "tests/support/children.h"
#include "tests/support/filter_call.h"
#include "tests/support/shared_object.h"

#include <gtest/gtest.h>

#include <atomic>
#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <filesystem>
#include <optional>
#include <string>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

namespace interleave {
namespace {

// Of pipes, that this process has open.
int writingEnds()
{
    constexpr int kMost = 64;
    int count = 0;
    for (int fd = STDERR_FILENO + 1; fd < kMost; ++fd) {
        struct stat status
        {
        };
        const int flags = ::fcntl(fd, F_GETFL);
        if (flags >= 0 && (flags & O_ACCMODE) == O_WRONLY && ::fstat(fd, &status) == 0
            && S_ISFIFO(status.st_mode))
            ++count;
    }
    return count;
}

} // namespace

TEST(LifeLine, F85_NoChildHasItOpenWheneverItWasForked)
{
    constexpr int kForks = 100;
    const int before = writingEnds();
    std::atomic<bool> enough = false;
    std::thread creator([&] {
        while (!enough)
            EXPECT_TRUE(LifeLine::create());
    });
    int clean = 0;
    for (int i = 0; i < kForks; ++i) {
        const pid_t child = ::fork();
        if (child == 0)
            ::_exit(writingEnds() == before ? 0 : 1);
        int status = -1;
        ::waitpid(child, &status, 0);
        clean += status == 0 ? 1 : 0;
    }
    enough = true;
    creator.join();
    EXPECT_EQ(clean, kForks);
}

TEST(LifeLine, F141_HoldsWithoutAFreeDescriptor)
{
    const LifeLine line = LifeLine::create().value();
    const pid_t child = ::fork();
    if (child == 0) {
        const rlimit none{0, 0};
        ::setrlimit(RLIMIT_NOFILE, &none);
        ::_exit(LifeLine::hold(line.childEnd()) ? 0 : 1);
    }
    int status = -1;
    ::waitpid(child, &status, 0);
    EXPECT_EQ(status, 0);
}

namespace {

// Forked by a thread of its own, which has ended when this returns; holds the line without a
// descriptor, and exits when told to.
pid_t startBesideAThread(const LifeLine& line, std::atomic<bool>& goesOn)
{
    test::SharedObject<std::atomic<bool>> holds;
    pid_t child = -1;
    pid_t thread = 0;
    std::thread([&] {
        thread = ::gettid();
        child = ::fork();
        if (child == 0) {
            const rlimit none{0, 0};
            ::setrlimit(RLIMIT_NOFILE, &none);
            *holds = LifeLine::hold(line.childEnd());
            while (!goesOn)
                ::usleep(1'000);
            ::_exit(0);
        }
        EXPECT_TRUE(test::eventually([&] { return holds->load(); }));
    }).join();
    EXPECT_TRUE(test::eventually(
        [&] { return !std::filesystem::exists("/proc/self/task/" + std::to_string(thread)); }));
    return child;
}

} // namespace

TEST(LifeLine, F297_WithoutAFreeDescriptorItIsTheOwnersAllTheSameAndNotTheThreads)
{
    std::optional<LifeLine> line = LifeLine::create().value();
    test::SharedObject<std::atomic<bool>> goesOn;
    test::SharedObject<std::atomic<bool>> never;
    const pid_t outlives = startBesideAThread(*line, *goesOn);
    *goesOn = true;
    int status = -1;
    ::waitpid(outlives, &status, 0);
    EXPECT_EQ(status, 0);
    const pid_t ends = startBesideAThread(*line, *never);
    line.reset();
    ::waitpid(ends, &status, 0);
    EXPECT_TRUE(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL);
}

TEST(LifeLine, F297_WithNeitherADescriptorNorAThreadNobodyHoldsIt)
{
    const LifeLine line = LifeLine::create().value();
    const pid_t child = ::fork();
    if (child == 0) {
        const rlimit none{0, 0};
        ::setrlimit(RLIMIT_NOFILE, &none);
        test::filterCall(SYS_clone3, SECCOMP_RET_ERRNO | EAGAIN);
        test::filterCall(SYS_clone, SECCOMP_RET_ERRNO | EAGAIN);
        ::_exit(LifeLine::hold(line.childEnd()) ? 1 : 0);
    }
    int status = -1;
    ::waitpid(child, &status, 0);
    EXPECT_EQ(status, 0);
}

} // namespace interleave
