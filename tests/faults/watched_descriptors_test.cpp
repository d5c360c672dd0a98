// What an event loop watches beside a child that the program has forked on its own: that has a copy
// of every descriptor, so that the kernel keeps what was closed before it had left the loop.

#include "core/pool/pool.h"
#include "tests/support/in_a_process.h"
#include "tests/support/task_functions.h"

#include <gtest/gtest.h>

#include <csignal>
#include <filesystem>
#include <fstream>
#include <string>
#include <unistd.h>

namespace interleave {
namespace {

// By all loops of this process, as the kernel has it.
int countWatched()
{
    int count = 0;
    for (const auto& descriptor : std::filesystem::directory_iterator("/proc/self/fd")) {
        std::error_code ignored;
        const auto link = std::filesystem::read_symlink(descriptor, ignored);
        if (link.string().find("eventpoll") == std::string::npos)
            continue;
        std::ifstream file("/proc/self/fdinfo/" + descriptor.path().filename().string());
        for (std::string line; std::getline(file, line);)
            count += line.starts_with("tfd:") ? 1 : 0;
    }
    return count;
}

} // namespace

TEST(WatchedDescriptors, F287_LeaveTheLoopBeforeTheyAreClosed)
{
    EXPECT_TRUE(test::inAProcess([] {
        Pool pool = Pool::create({.workers = 1}).value();
        const int watched = countWatched();
        const pid_t copy = ::fork();
        while (copy == 0)
            ::pause();
        for (int i = 0; i < 3; ++i)
            static_cast<void>(pool.apply([] { ::raise(SIGKILL); }));
        const bool works = pool.apply(same, 5) == 5;
        const int watchedNow = countWatched();
        ::kill(copy, SIGKILL);
        return works && watched > 0 && watchedNow == watched;
    }));
}

} // namespace interleave
