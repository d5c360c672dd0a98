#include "core/model/deadlock_text.h"

#include <gtest/gtest.h>

namespace interleave {
namespace {

TEST(DeadlockText, NamesTheWholeCircle)
{
    const DeadlockLink circle[]
        = {{.worker = 0, .waitsFor = "fork 2", .heldBy = 1}, {.worker = 1, .waitsFor = "fork 1"}};
    EXPECT_EQ(deadlockText(circle),
        "deadlock: worker 1 waits for fork 2, which worker 2 holds; "
        "worker 2 waits for fork 1, which worker 1 holds");
}

TEST(DeadlockText, IsEmptyWithoutACircle)
{
    EXPECT_EQ(deadlockText({}), "");
}

} // namespace
} // namespace interleave
