// A child that is forked while an argument is read, by the argument's own serialize(): it comes
// back as its parent does, and runs nothing.

#include "core/handles/value.h"
#include "core/pool/pool.h"

#include <gtest/gtest.h>

#include <optional>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

namespace interleave {
namespace {

pid_t whoSends = 0;
std::optional<Value<int>> timesRun; // shared with the workers

struct ForksWhereItIsRead
{
    int number = 0;

    template <class A>
    void serialize(A& archive)
    {
        archive(number);
        if (::getpid() == whoSends)
            return;
        const pid_t child = ::fork();
        if (child > 0)
            ::waitpid(child, nullptr, 0);
    }
};

int run(const ForksWhereItIsRead& argument)
{
    timesRun->fetchAdd(1);
    return argument.number;
}

class ForkedArgument : public testing::Test
{
protected:
    ForkedArgument()
    {
        whoSends = ::getpid();
        timesRun = Value<int>::create(0).value();
    }
    ~ForkedArgument() override { timesRun.reset(); } // the process is to keep no memory of ours
};

} // namespace

TEST_F(ForkedArgument, F288_ATaskRunsOnce)
{
    Pool pool = Pool::create({.workers = 1}).value();
    EXPECT_EQ(pool.apply(run, ForksWhereItIsRead{7}), 7);
    EXPECT_EQ(timesRun->get(), 1);
}

TEST_F(ForkedArgument, F288_AnItemRunsOnce)
{
    Pool pool = Pool::create({.workers = 1}).value();
    const std::vector<ForksWhereItIsRead> items{{1}, {2}, {3}};
    EXPECT_EQ(pool.map(run, items), (std::vector<int>{1, 2, 3}));
    EXPECT_EQ(timesRun->get(), 3);
}

} // namespace interleave
