// Runs that are no success: the exit status says so, and stderr and the JSON say why.

#include "core/base/file.h"
#include "core/base/json.h"
#include "core/base/least_stack.h"
#include "tests/support/children.h"
#include "tests/support/program.h"
#include "tests/support/slowness.h"
#include "tests/support/temporary_folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <csignal>
#include <filesystem>
#include <iterator>

namespace interleave::test {

namespace {

using testing::AllOf;
using testing::AnyOf;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

class FailingRun : public testing::Test
{
protected:
    void SetUp() override
    {
        if (kTimesSlower > 1)
            GTEST_SKIP() << "a sanitizer takes more addresses than these limits allow";
    }

    // `limit` as in a shell, ulimit's options.
    static Printed runWithin(const std::string& limit, const std::string& arguments)
    {
        return runProgram(
            "/bin/sh", "-c 'ulimit " + limit + "; exec " INTERLEAVE_PROGRAM " " + arguments + "'");
    }
    [[nodiscard]] std::string json() const { return m_folder.path() / "result.json"; }
    [[nodiscard]] Json stored() const
    {
        return Json::parse(readFile(json(), 1U << 24U).value_or(""), nullptr, false);
    }

private:
    TemporaryFolder m_folder;
};

} // namespace

TEST_F(FailingRun, F72_ARunThatDoesNotFitIsRefusedWithItsReasonAndNeverASuccess)
{
    const Printed printed = runWithin(
        "-v 1200000", "run --workload squares --tasks 50000000 --workers 2 --json " + json());
    EXPECT_EQ(printed.status, 3) << printed.out;
    EXPECT_THAT(printed.err, AllOf(HasSubstr("bytes of shared memory"), HasSubstr("ulimit -v")));
    EXPECT_THAT(printed.out, StartsWith("The result is not known: "));
    EXPECT_THAT(printed.out, Not(HasSubstr("No update")));
    const Json result = stored();
    EXPECT_EQ(result.at("trials").at(0)["end"], "failed");
    EXPECT_EQ(result.at("trials").at(0)["tasks"]["total"], 50'000'000) << "what is known";
    EXPECT_THAT(result.at("trials").at(0)["errors"][0]["message"].get<std::string>(),
        HasSubstr("bytes of shared memory"));
    EXPECT_EQ(result.at("errors").size(), 1U);
}

// From limits under which the program does not even start, to those under which all fits.
TEST_F(FailingRun, F72_UnderEveryLimitARunIsWholeOrSaysWhatDidNotFit)
{
    int refused = 0;
    int whole = 0;
    for (int limit = 60'000; limit <= 700'000; limit += 80'000) {
        const std::string ulimit = "-v " + std::to_string(limit);
        if (runWithin(ulimit, "--version").status != 0)
            continue;
        const Printed printed = runWithin(
            ulimit, "run --quiet --workload squares --tasks 4000000 --workers 2 --json " + json());
        ASSERT_THAT(printed.status, AnyOf(0, 3)) << limit << printed.err;
        ++(printed.status == 0 ? whole : refused);
        if (printed.status == 0) {
            EXPECT_EQ(stored()["trials"][0]["tasks"]["succeeded"], 4'000'000) << limit;
            EXPECT_EQ(stored()["trials"][0]["ledger"]["proved"], true) << limit;
        } else {
            EXPECT_THAT(printed.err, StartsWith("interleave: ")) << limit;
            EXPECT_THAT(printed.err, HasSubstr("ulimit -v")) << limit;
        }
    }
    EXPECT_GT(refused, 0);
    EXPECT_GT(whole, 0);
}

TEST_F(FailingRun, F72_TrialsBeforeTheOneThatFailsAreKept)
{
    // The pool sizes come by turns, and the recording of the largest finds no room.
    const Printed printed = runWithin("-v 700000",
        "run --quiet --workload counter --sync lock --tasks 1000 --param increments=10 "
        "--vary-workers 1,2,1024 --json "
            + json());
    EXPECT_EQ(printed.status, 3) << printed.err;
    const Json result = stored();
    ASSERT_FALSE(result.at("trials").empty());
    for (std::size_t trial = 0; trial + 1 < result.at("trials").size(); ++trial)
        EXPECT_EQ(result.at("trials")[trial]["tasks"]["succeeded"], 1'000);
    EXPECT_EQ(result.at("trials").back()["end"], "failed");
}

TEST_F(FailingRun, F543_AStackThatIsTooSmallIsRefusedWithTheLimitAndTheRemedy)
{
    for (const std::string kilobytes : {"24", "32", "255"}) {
        for (const char* command : {"run --workload squares --tasks 10", "list workloads"}) {
            const Printed printed = runWithin("-s " + kilobytes, command);
            EXPECT_EQ(printed.status, 3) << printed.err;
            EXPECT_THAT(printed.err,
                AllOf(StartsWith("interleave: "),
                    HasSubstr(kilobytes + " KB"),
                    HasSubstr("ulimit -s")));
        }
    }
}

// With what needs most of it.
TEST_F(FailingRun, F543_UnderTheLeastStackEverythingRuns)
{
    const std::string least = "-s " + std::to_string(kLeastStackBytes / 1'024);
    for (const char* run : {"squares --tasks 10 --start-method fork",
             "squares --tasks 10 --start-method spawn",
             "squares --tasks 10 --start-method forkserver",
             "squares --tasks 10 --executor threads --workers 4",
             "image-filter --tasks 2 --param division=strip",
             "image-filter --tasks 4 --param filters=canny,median,bilateral,resize,rotate",
             "counter --tasks 10 --sync none --evidence"}) {
        const Printed printed
            = runWithin(least, std::string("run --quiet --json ") + json() + " --workload " + run);
        EXPECT_EQ(printed.status, 0) << run << ": " << printed.err;
    }
}

TEST_F(FailingRun, F432_AWorkerThatHasUsedAllTheTimeOfACoreThatItMayNamesTheLimit)
{
    for (const char* limit : {"-t 1", "-S -t 1"}) { // SIGKILL; SIGXCPU
        const Printed printed = runWithin(limit,
            "run --quiet --workload squares --tasks 2 --workers 1 --timeout 60 --inject hang@0");
        EXPECT_EQ(printed.status, 1) << printed.err;
        EXPECT_THAT(printed.err, AllOf(HasSubstr("1 s of a core"), HasSubstr("ulimit -t")));
    }
}

TEST_F(FailingRun, F73_AThreadThatCannotBeCreatedNamesTheLimit)
{
    for (const char* start : {"fork", "spawn", "forkserver"}) {
        const Printed printed = runWithin("-v 1200000",
            std::string("run --quiet --workload squares --tasks 1000 --executor threads --workers "
                        "500 --start-method ")
                + start + " --json " + json());
        EXPECT_EQ(printed.status, 3) << start;
        EXPECT_THAT(printed.err,
            AllOf(HasSubstr("cannot start thread"), HasSubstr("ulimit -v"), HasSubstr("ulimit -u")))
            << start;
        EXPECT_THAT(printed.err, Not(AnyOf(HasSubstr("SIGABRT"), HasSubstr("terminate")))) << start;
        EXPECT_THAT(stored()["errors"][0].get<std::string>(), HasSubstr("cannot start thread"));
    }
}

// Each further descriptor lets the run come a step further, until all workers start.
TEST_F(FailingRun, F73_UnderEveryLimitOfDescriptorsAQuietRunSucceedsOrSaysWhy)
{
    for (const char* start : {"fork", "spawn", "forkserver"}) {
        int refused = 0;
        for (int limit = 6; limit <= 40; limit += 2) {
            const Printed printed = runWithin("-n " + std::to_string(limit),
                std::string("run --quiet --workload squares --tasks 1000 --workers 2 "
                            "--start-method ")
                    + start);
            if (printed.err.find("loading shared libraries") != std::string::npos)
                continue;
            ASSERT_THAT(printed.status, AnyOf(0, 2, 3)) << limit << start << printed.err;
            if (printed.status == 0)
                continue;
            ++refused;
            EXPECT_THAT(printed.err, StartsWith("interleave: ")) << limit << start;
        }
        EXPECT_GT(refused, 0) << start;
    }
}

TEST_F(FailingRun, F120_ARunByFewerWorkersThanAskedForSaysSoOnce)
{
    for (const char* start : {"fork", "spawn", "forkserver"}) {
        const Printed printed = runWithin("-n 40",
            std::string("run --tasks 100 --workers 64 --quiet --start-method ") + start + " --json "
                + json());
        EXPECT_EQ(printed.status, 3) << start;
        EXPECT_THAT(printed.err,
            AllOf(StartsWith("interleave: only "),
                HasSubstr(" of 64 workers could start: "),
                HasSubstr("limit of 40 (ulimit -n)"),
                HasSubstr("times are those of ")));
        EXPECT_EQ(std::count(printed.err.begin(), printed.err.end(), '\n'), 1) << printed.err;
        const Json result = stored();
        EXPECT_EQ("interleave: " + result["errors"][0].get<std::string>() + "\n", printed.err);
        EXPECT_EQ(result["trials"][0]["tasks"]["succeeded"], 100);
        EXPECT_EQ(result["trials"][0]["shortage"]["wanted"], 64);
        EXPECT_GT(result["trials"][0]["shortage"]["had"], 0);
    }
    const Printed text = runWithin("-n 40", "run --tasks 100 --workers 64");
    EXPECT_THAT(text.out, HasSubstr("\nOnly "));
    EXPECT_LE(std::count(text.err.begin(), text.err.end(), '\n'), 2) << text.err;
}

// It would wait for ever for somebody who takes them, where they are larger than what lies between.
TEST_F(FailingRun, F247_OneWorkerAloneDoesNotBeginToSendStrips)
{
    bool told = false;
    int status = 3;
    for (int limit = 14; status == 3 && limit < 60; ++limit) { // at one of these one worker starts
        const Printed printed = runWithin("-n " + std::to_string(limit),
            "run --quiet --workload image-filter --workers 2 --tasks 4 --param filters=blur"
            " --param division=strip --param hand_over=queue");
        status = printed.status;
        EXPECT_THAT(printed.err, Not(HasSubstr("only 1 of 2")));
        told = told
            || printed.err.find("one sends strips and another takes them") != std::string::npos;
    }
    EXPECT_EQ(status, 0);
    EXPECT_TRUE(told);
}

TEST_F(FailingRun, F121_AProcessForWhichThereIsNoRoomHasBegunNoTask)
{
    for (int run = 0; run < 5; ++run) {
        const Printed printed = runWithin("-n 32",
            "run --quiet --tasks 100 --workers 40 --executor process-per-task --json " + json());
        EXPECT_EQ(printed.status, 3);
        EXPECT_THAT(printed.err, HasSubstr("of 40 processes could run at a time"));
        EXPECT_EQ(std::count(printed.err.begin(), printed.err.end(), '\n'), 1) << printed.err;
        const Json ledger = stored()["trials"][0]["ledger"];
        EXPECT_EQ(ledger["proved"], true) << ledger;
        EXPECT_EQ(ledger["ran_once"], 100) << ledger;
    }
}

TEST_F(FailingRun, F125_CancelledBeforeATaskEndedNothingIsSaidOfUpdates)
{
    const Printed printed = runProgram("/bin/sh",
        "-c 'timeout --signal TERM 0.5 " INTERLEAVE_PROGRAM
        " run --workload sleep --tasks 4 --param duration=60; true'");
    EXPECT_THAT(
        printed.out, StartsWith("Cancelled: 0 of 4 tasks were done.\nNo update was made.\n"));
    EXPECT_THAT(printed.out, Not(HasSubstr("was lost")));
    EXPECT_THAT(printed.err, HasSubstr("interrupted by SIGTERM"));
}

TEST_F(FailingRun, F123_ARunCutShortSaysHowManyTrialsAreComplete)
{
    const Printed printed = runProgram("/bin/sh",
        "-c 'timeout --signal TERM 0.5 " INTERLEAVE_PROGRAM
        " run --workload sleep --tasks 4 --trials 20 --param duration=60; true'");
    EXPECT_THAT(printed.out, StartsWith("Cancelled: 0 of 20 trials are complete.\n"));
    EXPECT_THAT(printed.out, HasSubstr("0 of 80 succeeded, 80 cancelled"));
}

TEST_F(FailingRun, F130_WhatIsTheLastTrialsSaysSo)
{
    const std::string out
        = runProgram(INTERLEAVE_PROGRAM, "run --workload counter --tasks 100 --trials 3").out;
    const std::size_t label = out.find("  trial 3, the last one\n");
    ASSERT_NE(label, std::string::npos) << out;
    EXPECT_GT(out.find("  state "), label);
    EXPECT_LT(out.find("  wall time "), label);
    EXPECT_THAT(runProgram(INTERLEAVE_PROGRAM, "run --tasks 100").out, Not(HasSubstr("last one")));
}

TEST_F(FailingRun, F127_WhatNeverBeganHasNoMeasuredZeros)
{
    const Printed printed = runWithin(
        "-v 1200000", "run --workload squares --tasks 50000000 --workers 2 --json " + json());
    EXPECT_THAT(printed.out, HasSubstr("50,000,000 never began"));
    EXPECT_THAT(printed.out, Not(AnyOf(HasSubstr("0 succeeded"), HasSubstr("0.00 ns"))));
    EXPECT_THAT(printed.out, HasSubstr("more than the limit of 1.2 GB (ulimit -v) allows"));
    const Json trial = stored()["trials"][0];
    EXPECT_FALSE(trial.contains("wall_ns"));
    EXPECT_FALSE(trial["tasks"].contains("succeeded"));
}

TEST_F(FailingRun, F73_EveryStatusOtherThanNullHasItsReasonAlsoWhenQuiet)
{
    const struct
    {
        const char* arguments;
        int status;
        const char* reason;
    } runs[] = {
        {"--tasks 10 --inject raise@5", 1, "injected by raise@5"},
        {"--tasks 10 --inject crash@5", 1, "SIGSEGV"},
        {"--tasks 10 --inject exit@5", 1, "exited with status 0"},
        {"--tasks 10 --inject hang@5 --timeout 0.05", 1, "took too long"},
        {"--tasks 1000 --chunk 1 --inject raise@5 --on-error stop", 1, "1 of 1,000 tasks failed"},
        {"--workload philosophers --workers 3 --tasks 100000", 1, "waits for fork"},
        {"--tasks 10 --inject raise@5 --trials 3", 1, "(and 2 more trials)"},
        {"--tasks 10 --results /dev/full", 3, "/dev/full"},
    };
    for (const auto& run : runs) {
        const Printed printed = runProgram(
            INTERLEAVE_PROGRAM, std::string("run --quiet ") + run.arguments + " --json " + json());
        EXPECT_EQ(printed.status, run.status) << run.arguments;
        EXPECT_EQ(printed.out, "");
        EXPECT_THAT(printed.err, AllOf(StartsWith("interleave: "), HasSubstr(run.reason)))
            << run.arguments;
        EXPECT_THAT(stored()["errors"].dump(), HasSubstr(run.reason)) << run.arguments;
    }
}

TEST_F(FailingRun, F73_AnInterruptIsSaidAlsoWhenQuiet)
{
    const Printed printed = runProgram("/bin/sh",
        "-c 'timeout --signal INT 0.3 " INTERLEAVE_PROGRAM
        " run --quiet --workload sleep --tasks 4 --param duration=60 --json "
            + json() + "; true'");
    EXPECT_THAT(printed.err, HasSubstr("interleave: interrupted by SIGINT"));
    EXPECT_EQ(stored()["errors"][0], "interrupted by SIGINT");
}

TEST_F(FailingRun, F232_ACrashThatWasOrderedLeavesNoCoreDump)
{
    const auto filesAfter = [&](const std::string& command) {
        const TemporaryFolder folder;
        runProgram("/bin/sh",
            "-c 'cd " + folder.path().string() + " && ulimit -c unlimited && " + command + "'");
        return std::distance(std::filesystem::directory_iterator(folder.path()),
            std::filesystem::directory_iterator());
    };
    if (filesAfter("sh -c \"kill -SEGV \\$\\$\"") == 0)
        GTEST_SKIP() << "core dumps go elsewhere here";
    EXPECT_EQ(filesAfter(INTERLEAVE_PROGRAM " run --quiet --tasks 20 --inject crash@5"), 0);
}

TEST_F(FailingRun, F73_AnEngineWithoutAWindowSaysSo)
{
    const Printed printed = runProgram(INTERLEAVE_PROGRAM, "engine --control-fd 99");
    EXPECT_NE(printed.status, 0);
    EXPECT_NE(printed.err, "");
}

TEST_F(FailingRun, ASuccessHasNoErrors)
{
    const Printed printed
        = runProgram(INTERLEAVE_PROGRAM, "run --quiet --tasks 10 --json " + json());
    EXPECT_EQ(printed.status, 0);
    EXPECT_TRUE(stored()["errors"].empty());
}

} // namespace interleave::test
