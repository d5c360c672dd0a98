// Children without a descriptor to open anything by.
#include "core/metrics/core_usage.h"
#include "tests/support/children.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <sys/resource.h>

namespace interleave::test {

TEST(CoreUsage, F162_OfAMachineThatDoesNotTellKnowsTheCoresAndNotHowBusyTheyAre)
{
    ChildProcess child = startChild([] {
        const rlimit none{.rlim_cur = 0, .rlim_max = 0}; // so that nothing can be opened
        ::setrlimit(RLIMIT_NOFILE, &none);
        const auto usage = CoreUsage::open();
        const CoreTimes times = usage.read();
        const std::vector<double> shares = busyShares(times, times);
        const bool unknown = std::ranges::all_of(shares, [](double s) { return std::isnan(s); });
        return !usage.whyUnknown().empty() && !times.cores.empty() && unknown ? 0 : 1;
    });
    EXPECT_EQ(waitFor(child).code, 0);
}

TEST(CoreUsage, F162_WithoutADescriptorForItTheLimitIsNamedAndNotTheMachine)
{
    ChildProcess child = startChild([] {
        const rlimit none{.rlim_cur = 0, .rlim_max = 0};
        ::setrlimit(RLIMIT_NOFILE, &none);
        return CoreUsage::open().whyUnknown().find("ulimit -n") != std::string::npos ? 0 : 1;
    });
    EXPECT_EQ(waitFor(child).code, 0);
    EXPECT_EQ(CoreUsage::open().whyUnknown(), "");
}

} // namespace interleave::test
