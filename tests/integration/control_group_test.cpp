// The program in a control group of its own, where this test may make one.

#include "core/base/json.h"
#include "tests/support/program.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <unistd.h>

namespace interleave::test {

namespace {

using testing::HasSubstr;

namespace fs = std::filesystem;

/// A group below another, with its limit, for as long as this object lives.
class ControlGroup
{
public:
    explicit ControlGroup(const fs::path& parent)
        : m_folder(parent / ("interleave-test-" + std::to_string(::getpid())))
    {
        std::error_code failed;
        fs::create_directory(m_folder, failed);
    }
    ~ControlGroup() { ::rmdir(m_folder.c_str()); }
    ControlGroup(const ControlGroup&) = delete;
    ControlGroup& operator=(const ControlGroup&) = delete;
    ControlGroup(ControlGroup&&) = delete;
    ControlGroup& operator=(ControlGroup&&) = delete;

    [[nodiscard]] bool limit(const char* file, const char* to) const
    {
        return fs::exists(m_folder / file) && std::ofstream(m_folder / file) << to << std::flush;
    }
    [[nodiscard]] Printed interleave(const std::string& arguments) const
    {
        return runProgram("/bin/sh",
            "-c 'echo $$ >" + (m_folder / "cgroup.procs").string()
                + " && exec " INTERLEAVE_PROGRAM " " + arguments + "'");
    }

private:
    fs::path m_folder;
};

} // namespace

TEST(ControlGroupOfARun, F67_ARunThatDoesNotFitIntoItsMemoryIsRefusedInsteadOfKilled)
{
    for (const auto& [parent, file] : {std::pair("/sys/fs/cgroup/memory", "memory.limit_in_bytes"),
             std::pair("/sys/fs/cgroup", "memory.max")}) {
        const ControlGroup group(parent);
        if (!group.limit(file, "100000000"))
            continue;
        const Printed tooMany
            = group.interleave("run --quiet --workload squares --tasks 10000000 --workers 2");
        EXPECT_EQ(tooMany.status, 3);
        for (const char* word : {"needs", "only", file, "fewer workers or tasks"})
            EXPECT_THAT(tooMany.err, HasSubstr(word));
        const Printed fits
            = group.interleave("run --quiet --workload squares --tasks 10000 --workers 2");
        EXPECT_EQ(fits.status, 0) << fits.err;
        return;
    }
    GTEST_SKIP() << "no control group with a limit of memory can be made here";
}

TEST(ControlGroupOfARun, F67_ItsQuotaIsTheUsableCoresRoundedUp)
{
    const ControlGroup first("/sys/fs/cgroup/cpu");
    const ControlGroup second("/sys/fs/cgroup");
    const bool limited
        = first.limit("cpu.cfs_quota_us", "50000") || second.limit("cpu.max", "50000 100000");
    if (!limited)
        GTEST_SKIP() << "no control group with a quota can be made here";
    const ControlGroup& group = fs::exists("/sys/fs/cgroup/cpu") ? first : second;
    const Printed printed = group.interleave("run --workload squares --tasks 100 --json -");
    EXPECT_EQ(printed.status, 0) << printed.err;
    const Json result = Json::parse(printed.out, nullptr, false);
    EXPECT_EQ(result["machine"]["usable_cores"], 1);
    EXPECT_EQ(result["experiment"]["workers"], 1);
}

} // namespace interleave::test
