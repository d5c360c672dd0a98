// The program where it has one core, and where the system tells about fewer than there are.

#include "core/base/json.h"
#include "core/base/machine.h"
#include "tests/support/children.h"
#include "tests/support/program.h"
#include "tests/support/temporary_folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <csignal>
#include <fstream>
#include <string>
#include <vector>

namespace interleave::test {

namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

constexpr const char* kRun
    = " run --workload counter --sync none --workers 2 --tasks 200 --schedule static ";

Printed onCores(const std::string& list, const std::string& arguments)
{
    return runProgram("/usr/bin/taskset", "-c " + list + " " INTERLEAVE_PROGRAM + arguments);
}

} // namespace

TEST(OneCore, F69_TheResultSaysThatAllWorkersRanOnIt)
{
    const std::string core = std::to_string(affinityCores().back());
    const Printed text = onCores(core, kRun);
    EXPECT_THAT(text.out, HasSubstr("All workers took turns on core " + core));
    const Json result = Json::parse(onCores(core, kRun + std::string("--json -")).out);
    EXPECT_EQ(std::to_string(result["trials"][0]["only_core"].get<int>()), core);
}

TEST(OneCore, F124_AComparisonWithOneWorkerSaysItToo)
{
    const std::string core = std::to_string(affinityCores().back());
    const std::string arguments = " run --workload counter --sync none --tasks 100 --vary-workers "
                                  "1,2,4 --trials 2 ";
    const Printed text = onCores(core, arguments);
    EXPECT_THAT(text.out, HasSubstr("All workers took turns on core " + core));
    const Json result = Json::parse(onCores(core, arguments + "--json -").out);
    ASSERT_FALSE(result["remarks"].empty());
    EXPECT_THAT(result["remarks"][0].get<std::string>(), HasSubstr("took turns"));
}

TEST(OneCore, F69_OneWorkerHasNobodyToShareItWith)
{
    const Printed text = onCores(
        std::to_string(affinityCores().back()), " run --workload counter --workers 1 --tasks 20");
    EXPECT_THAT(text.out, Not(HasSubstr("took turns")));
}

TEST(OneCore, F69_OfSeveralCoresNothingIsSaid)
{
    if (usableCores() < 2)
        GTEST_SKIP() << "there is one core only";
    const Printed text
        = runProgram(INTERLEAVE_PROGRAM, kRun + std::string("--pin --param increments=20000"));
    EXPECT_THAT(text.out, Not(HasSubstr("took turns")));
}

TEST(OneCore, F83_LocksThatServeInLineAreRemarkedOnBeforeTheRunAndAfter)
{
    const std::string core = std::to_string(affinityCores().back());
    const std::string arguments = " run --workload counter --workers 2 --tasks 4 --param "
                                  "increments=10 --sync ";
    for (const char* lock : {"ticket-lock", "queue-lock"}) {
        const Printed text = onCores(core, arguments + lock);
        EXPECT_THAT(text.err, HasSubstr("use at most 1 worker, or"));
        EXPECT_THAT(text.out, HasSubstr("use at most 1 worker, or"));
        const Json result = Json::parse(onCores(core, arguments + lock + " --json -").out);
        EXPECT_THAT(result["remarks"].dump(),
            AllOf(HasSubstr("took turns"), HasSubstr("use at most 1 worker, or")));
    }
    EXPECT_THAT(onCores(core, arguments + "spinlock").err, Not(HasSubstr("use at most")));
}

// On every core somebody else computes: half of each is theirs, or more.
TEST(OtherLoad, F142_ThatOthersTookOfTheCoresIsSaidOfEachExecutor)
{
    std::vector<ChildProcess> spinners;
    for (std::int64_t core = 0; core < usableCores(); ++core)
        spinners.push_back(test::startChild([]() -> int {
            for (std::atomic<int> spins = 0;; ++spins)
                continue;
        }));
    for (const char* executor : {"processes", "process-per-task", "threads", "serial"}) {
        const Printed printed = runProgram(INTERLEAVE_PROGRAM,
            std::string(" run --workload counter --sync none --workers 1 --tasks 100 --param "
                        "increments=500000 --json - --quiet --executor ")
                + executor);
        const Json result = Json::parse(printed.out);
        const Json& share = result["trials"][0]["others_share"];
        ASSERT_TRUE(share.is_number()) << executor;
        EXPECT_GT(share.get<double>(), 0.1) << executor;
        EXPECT_LE(share.get<double>(), 1) << executor;
        EXPECT_THAT(result["remarks"].dump(), HasSubstr("Others took")) << executor;
    }
    for (ChildProcess& spinner : spinners)
        spinner.signal(SIGKILL);
}

TEST(FewCores, F70_ACoreThatTheSystemDoesNotTellAboutIsNotKnown)
{
    const std::vector<int> cores = affinityCores();
    const int hidden = cores.at(1 % cores.size()); // where --pin puts the second worker
    const TemporaryFolder folder;
    const std::string fewer = folder.path() / "stat";
    {
        std::ifstream all("/proc/stat");
        std::ofstream without(fewer);
        for (std::string line; std::getline(all, line);) {
            if (!line.starts_with("cpu" + std::to_string(hidden) + " "))
                without << line << '\n';
        }
    }
    const Printed printed = runProgram("/usr/bin/unshare",
        "-m /bin/sh -c 'mount --bind " + fewer + " /proc/stat || exit 77; exec " INTERLEAVE_PROGRAM
            + kRun + "--pin --param increments=20000 --json -'");
    if (printed.status == 77 || printed.err.find("unshare") != std::string::npos)
        GTEST_SKIP() << "nothing may be mounted here";
    ASSERT_EQ(printed.status, 0) << printed.err;
    const Json trial = Json::parse(printed.out)["trials"][0];
    bool found = false;
    for (const Json& core : trial["cores"]) {
        if (core["core"] != hidden)
            continue;
        found = true;
        EXPECT_TRUE(core["utilisation"].is_null());
        EXPECT_GT(core["run"].get<double>(), 0);
    }
    EXPECT_TRUE(found) << trial["cores"].dump();
    EXPECT_THAT(printed.err, HasSubstr("core " + std::to_string(hidden) + ": not known"));
}

} // namespace interleave::test
