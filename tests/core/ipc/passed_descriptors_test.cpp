// Descriptors that travel through a socket, whole or cut.

#include "core/ipc/passed_descriptors.h"
#include "tests/support/children.h"

#include <gtest/gtest.h>

#include <array>
#include <fcntl.h>
#include <string>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

namespace interleave::test {
namespace {

struct Ends
{
    UniqueFd from;
    UniqueFd to;
};

Ends connected()
{
    std::array<int, 2> ends{};
    EXPECT_EQ(::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()), 0);
    return {UniqueFd(ends[0]), UniqueFd(ends[1])};
}

// From now on only so many more.
void leaveDescriptors(int count)
{
    const int next = ::dup(STDIN_FILENO); // the lowest that is free
    ::close(next);
    const auto limit = static_cast<rlim_t>(next + count);
    const rlimit few{limit, limit};
    ::setrlimit(RLIMIT_NOFILE, &few);
}

} // namespace

TEST(PassedDescriptors, ComeWithTheFirstByteAndAreClosedOnExec)
{
    const Ends ends = connected();
    const std::vector<int> sent(kMostPassedDescriptors, STDIN_FILENO);
    ASSERT_EQ(sendPassing(ends.from.get(), "abc", sent, 0), 3);
    std::array<char, 1> buffer{};
    std::vector<UniqueFd> descriptors;
    const PassedBytes first = receivePassed(ends.to.get(), buffer, descriptors, 0);
    EXPECT_EQ(first.count, 1);
    EXPECT_FALSE(first.cut);
    ASSERT_EQ(descriptors.size(), kMostPassedDescriptors);
    for (const UniqueFd& descriptor : descriptors)
        EXPECT_EQ(::fcntl(descriptor.get(), F_GETFD), FD_CLOEXEC);
    EXPECT_EQ(receivePassed(ends.to.get(), buffer, descriptors, 0).count, 1);
    EXPECT_EQ(descriptors.size(), kMostPassedDescriptors);
}

TEST(PassedDescriptors, F283_WhoHasNoRoomForAllIsToldAndHasTheOthers)
{
    EXPECT_TRUE(runInProcesses(1, [](int) {
        const Ends ends = connected();
        const std::array<int, 3> sent{STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO};
        const bool passed = sendPassing(ends.from.get(), "abc", sent, 0) == 3;
        leaveDescriptors(1);
        std::array<char, 8> buffer{};
        std::vector<UniqueFd> descriptors;
        const PassedBytes received = receivePassed(ends.to.get(), buffer, descriptors, 0);
        ::_exit(passed && received.cut && received.count == 3 && descriptors.size() == 1 ? 0 : 1);
    }));
}

} // namespace interleave::test
