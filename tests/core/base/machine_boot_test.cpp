#include "core/base/file.h"
#include "core/base/machine_boot.h"

#include <gtest/gtest.h>

namespace interleave {
namespace {

TEST(MachineBoot, F270_BeganBeforeAFileOfNowAndAfterTheEpoch)
{
    const MachineBoot boot = machineBoot();
    if (boot.beganNs == MachineBoot::kUnknown)
        GTEST_SKIP() << "this machine does not tell";
    struct stat now
    {
    };
    ASSERT_EQ(::stat("/proc/self", &now), 0);
    EXPECT_GT(boot.beganNs, 0);
    EXPECT_LT(boot.beganNs / 1'000'000'000, now.st_ctim.tv_sec);
}

TEST(MachineBoot, F270_IsUnknownWhereTheKernelDoesNotSayIt)
{
    EXPECT_EQ(bootTimeIn("cpu 1 2\nbtime 1700000000\nprocesses 7\n"), 1'700'000'000'000'000'000);
    EXPECT_EQ(bootTimeIn(""), MachineBoot::kUnknown);
    EXPECT_EQ(bootTimeIn("cpu 1 2\nbtime \n"), MachineBoot::kUnknown);
}

} // namespace
} // namespace interleave
