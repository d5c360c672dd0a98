// Runs that are no success: the exit status says so, and stderr and the JSON say why.

#include "core/base/file.h"
#include "core/base/json.h"
#include "tests/support/children.h"
#include "tests/support/program.h"
#include "tests/support/slowness.h"
#include "tests/support/temporary_folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <csignal>

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
    EXPECT_THAT(printed.err, HasSubstr("interleave: interrupted"));
    EXPECT_EQ(stored()["errors"][0], "interrupted");
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
