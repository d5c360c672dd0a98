#include "core/base/unique_fd.h"

#include <gtest/gtest.h>

#include <cerrno>
#include <fcntl.h>
#include <unistd.h>

namespace interleave {
namespace {

int openNull()
{
    return ::open("/dev/null", O_RDONLY | O_CLOEXEC);
}

bool isOpen(int fd)
{
    return ::fcntl(fd, F_GETFD) != -1 || errno != EBADF;
}

TEST(UniqueFd, IsInvalidAtFirst)
{
    EXPECT_FALSE(UniqueFd().valid());
}

TEST(UniqueFd, ClosesItsDescriptorAtTheEnd)
{
    int fd = -1;
    {
        const UniqueFd owner(openNull());
        fd = owner.get();
        ASSERT_TRUE(isOpen(fd));
    }
    EXPECT_FALSE(isOpen(fd));
}

TEST(UniqueFd, ReleaseGivesTheDescriptorAwayOpen)
{
    UniqueFd owner(openNull());
    const UniqueFd other(owner.release());
    EXPECT_FALSE(owner.valid());
    EXPECT_TRUE(isOpen(other.get()));
}

TEST(UniqueFd, ResetClosesTheOldDescriptor)
{
    UniqueFd owner(openNull());
    const int old = owner.get();
    owner.reset();
    EXPECT_FALSE(isOpen(old));
    EXPECT_FALSE(owner.valid());
}

TEST(UniqueFd, MovingLeavesOneOwner)
{
    UniqueFd first(openNull());
    const int fd = first.get();
    const UniqueFd second(std::move(first));
    EXPECT_EQ(second.get(), fd);
    EXPECT_FALSE(
        first.valid()); // NOLINT(bugprone-use-after-move): the state after it is the subject
}

TEST(UniqueFd, MoveAssignmentClosesWhatItHeld)
{
    UniqueFd target(openNull());
    UniqueFd source(openNull());
    const int old = target.get();
    const int kept = source.get();
    target = std::move(source);
    EXPECT_FALSE(isOpen(old));
    EXPECT_EQ(target.get(), kept);
    EXPECT_TRUE(isOpen(kept));
}

TEST(UniqueFd, MoveAssignmentToItselfKeepsTheDescriptor)
{
    UniqueFd owner(openNull());
    UniqueFd& same = owner;
    owner = std::move(same);
    EXPECT_TRUE(owner.valid());
    EXPECT_TRUE(isOpen(owner.get()));
}

TEST(UniqueFd, F393_LeavesAloneWhatTheProgramHasPutInItsPlace)
{
    int number = -1;
    {
        const UniqueFd owner(openNull());
        number = owner.get();
        EXPECT_TRUE(owner.isWhole());
        ASSERT_EQ(::dup2(STDERR_FILENO, number), number);
        EXPECT_FALSE(owner.isWhole());
    }
    EXPECT_TRUE(isOpen(number));
    ::close(number);
}

TEST(UniqueFd, F393_IsNotWholeWhereTheProgramHasClosedIt)
{
    const UniqueFd owner(openNull());
    ::close(owner.get());
    EXPECT_FALSE(owner.isWhole());
}

} // namespace
} // namespace interleave
