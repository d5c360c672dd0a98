#include "core/base/control_group.h"
#include "tests/support/temporary_folder.h"

#include <gtest/gtest.h>

#include <cmath>
#include <fstream>

namespace interleave::test {

namespace {

/// A made-up /proc and /sys.
class ControlGroups : public testing::Test
{
protected:
    void write(const std::string& file, const std::string& text)
    {
        const auto path = m_folder.path() / file;
        std::filesystem::create_directories(path.parent_path());
        std::ofstream(path) << text;
    }
    void group(const std::string& lines) { write("proc/self/cgroup", lines); }
    void mounts(const std::string& lines) { write("proc/self/mountinfo", lines); }

    /// Version 2, mounted as everywhere, with this process in `path`.
    void isIn(const std::string& path)
    {
        group("0::" + path + "\n");
        mounts("24 23 0:22 / /sys rw - sysfs sysfs rw\n"
               "31 24 0:28 / /sys/fs/cgroup rw,nosuid shared:9 - cgroup2 cgroup2 rw,nsdelegate\n");
    }
    GroupLimits limits() const { return groupLimits(m_folder.path()); }
    std::string path(const std::string& file) const { return m_folder.path() / file; }

    TemporaryFolder m_folder;
};

} // namespace

TEST_F(ControlGroups, WhatIsNotThereDoesNotLimit)
{
    EXPECT_FALSE(limits().cores.limits());
    isIn("/a/b");
    EXPECT_FALSE(limits().memoryBytes.limits());
    EXPECT_TRUE(std::isinf(limits().processes.left));
}

TEST_F(ControlGroups, F67_TheGroupOfThisProcessLimitsAndNotTheOneAtTheTop)
{
    isIn("/user.slice/run-1.scope");
    write("sys/fs/cgroup/user.slice/run-1.scope/cpu.max", "150000 100000\n");
    write("sys/fs/cgroup/user.slice/run-1.scope/memory.max", "1000000\n");
    write("sys/fs/cgroup/user.slice/run-1.scope/memory.current", "400000\n");
    write("sys/fs/cgroup/user.slice/run-1.scope/pids.max", "20\n");
    write("sys/fs/cgroup/user.slice/run-1.scope/pids.current", "5\n");
    EXPECT_EQ(limits().cores.left, 1.5);
    EXPECT_EQ(limits().memoryBytes.left, 600'000);
    EXPECT_EQ(limits().memoryBytes.file, path("sys/fs/cgroup/user.slice/run-1.scope/memory.max"));
    EXPECT_EQ(limits().processes.left, 15);
}

TEST_F(ControlGroups, F67_EveryGroupAboveLimitsToo)
{
    isIn("/outer/middle/inner");
    write("sys/fs/cgroup/outer/cpu.max", "50000 100000\n");
    write("sys/fs/cgroup/outer/middle/cpu.max", "max 100000\n");
    write("sys/fs/cgroup/outer/middle/inner/cpu.max", "200000 100000\n");
    write("sys/fs/cgroup/outer/middle/memory.max", "500\n");
    write("sys/fs/cgroup/outer/middle/memory.current", "499\n");
    write("sys/fs/cgroup/outer/middle/inner/memory.max", "max\n");
    write("sys/fs/cgroup/outer/middle/inner/memory.current", "10\n");
    EXPECT_EQ(limits().cores.left, 0.5);
    EXPECT_EQ(limits().cores.file, path("sys/fs/cgroup/outer/cpu.max"));
    EXPECT_EQ(limits().memoryBytes.left, 1);
}

TEST_F(ControlGroups, F67_WhatTheKernelHoldsForFilesCanBeHad)
{
    isIn("/g");
    write("sys/fs/cgroup/g/memory.max", "1000\n");
    write("sys/fs/cgroup/g/memory.current", "990\n");
    write("sys/fs/cgroup/g/memory.stat", "anon 90\nfile 900\ninactive_file 500\nactive_file 300\n");
    EXPECT_EQ(limits().memoryBytes.left, 810);
}

TEST_F(ControlGroups, F67_MoreInUseThanIsAllowedLeavesNothing)
{
    isIn("/g");
    write("sys/fs/cgroup/g/memory.max", "1000\n");
    write("sys/fs/cgroup/g/memory.current", "1500\n");
    EXPECT_EQ(limits().memoryBytes.left, 0);
}

TEST_F(ControlGroups, F67_InVersion1EachControllerHasItsOwnTree)
{
    group("5:memory:/a/b\n4:cpu,cpuacct:/c/d\n3:pids:/\n1:name=systemd:/x\n");
    mounts("32 31 0:29 / /sys/fs/cgroup/cpu,cpuacct rw - cgroup cgroup rw,cpu,cpuacct\n"
           "35 31 0:32 / /sys/fs/cgroup/memory rw - cgroup cgroup rw,memory\n");
    write("sys/fs/cgroup/cpu,cpuacct/c/cpu.cfs_quota_us", "250000\n");
    write("sys/fs/cgroup/cpu,cpuacct/c/cpu.cfs_period_us", "100000\n");
    write("sys/fs/cgroup/cpu,cpuacct/c/d/cpu.cfs_quota_us", "-1\n");
    write("sys/fs/cgroup/cpu,cpuacct/c/d/cpu.cfs_period_us", "100000\n");
    write("sys/fs/cgroup/memory/a/memory.limit_in_bytes", "5000\n");
    write("sys/fs/cgroup/memory/a/memory.usage_in_bytes", "4000\n");
    write("sys/fs/cgroup/memory/a/memory.stat", "inactive_file 1\ntotal_inactive_file 500\n");
    write("sys/fs/cgroup/memory/a/b/memory.limit_in_bytes", "9223372036854771712\n");
    write("sys/fs/cgroup/memory/a/b/memory.usage_in_bytes", "3000\n");
    EXPECT_EQ(limits().cores.left, 2.5);
    EXPECT_EQ(limits().memoryBytes.left, 1'500);
}

TEST_F(ControlGroups, F67_BothVersionsAtOnceLimitBoth)
{
    group("2:memory:/v1\n0::/v2\n");
    mounts("35 31 0:32 / /sys/fs/cgroup/memory rw - cgroup cgroup rw,memory\n"
           "41 31 0:38 / /sys/fs/cgroup/unified rw - cgroup2 cgroup2 rw\n");
    write("sys/fs/cgroup/memory/v1/memory.limit_in_bytes", "5000\n");
    write("sys/fs/cgroup/memory/v1/memory.usage_in_bytes", "1000\n");
    write("sys/fs/cgroup/unified/v2/cpu.max", "30000 10000\n");
    EXPECT_EQ(limits().memoryBytes.left, 4'000);
    EXPECT_EQ(limits().cores.left, 3);
}

TEST_F(ControlGroups, F67_AContainerSeesItsPartOfTheTreeAtTheTop)
{
    group("0::/docker/1234/sub\n");
    mounts("31 24 0:28 /docker/1234 /sys/fs/cgroup ro - cgroup2 cgroup rw\n");
    write("sys/fs/cgroup/memory.max", "900\n");
    write("sys/fs/cgroup/memory.current", "100\n");
    write("sys/fs/cgroup/sub/cpu.max", "40000 10000\n");
    EXPECT_EQ(limits().memoryBytes.left, 800);
    EXPECT_EQ(limits().cores.left, 4);
}

TEST_F(ControlGroups, F67_OfAGroupOutsideOfWhatIsMountedTheTopIsSeen)
{
    isIn("/../../elsewhere");
    write("sys/fs/cgroup/memory.max", "900\n");
    write("sys/fs/cgroup/memory.current", "100\n");
    EXPECT_EQ(limits().memoryBytes.left, 800);
}

} // namespace interleave::test
