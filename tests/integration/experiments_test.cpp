// Experiments as the command line runs them: every way to run, faults, comparisons, evidence.

#include "core/base/file.h"
#include "core/workload/image/batch_journal.h"
#include "tests/integration/command_line.h"
#include "tests/support/children.h"

#include <algorithm>
#include <filesystem>
#include <signal.h>

namespace interleave::test {

using testing::HasSubstr;
using testing::Not;

TEST_F(CommandLine, EveryExecutorAddsUpTheSquares)
{
    const Json executors = Json::parse(interleave("list executors --json").out);
    ASSERT_EQ(executors.size(), 11U);
    for (const Json& executor : executors) {
        const auto name = executor["name"].get<std::string>();
        if (name == "python-asyncio" || name == "python-joblib") // only sleeps; is a package more
            continue;
        const Json result = jsonOf("--workload squares --tasks 1000 --executor " + name);
        EXPECT_EQ(result["trials"][0]["race"]["actual"], 332'833'500) << name;
        EXPECT_EQ(result["trials"][0]["ledger"]["proved"], true) << name;
        EXPECT_EQ(result["trials"][0]["ledger"]["ran_once"], 1'000) << name;
    }
}

TEST_F(CommandLine, EveryScheduleAddsUpTheSquares)
{
    for (const char* schedule : {"auto", "static", "dynamic", "guided"}) {
        const Json result
            = jsonOf(std::string("--workload squares --tasks 100000 --schedule ") + schedule);
        EXPECT_EQ(result["trials"][0]["race"]["actual"], 333'328'333'350'000) << schedule;
        EXPECT_EQ(result["experiment"]["schedule"], schedule);
    }
}

TEST_F(CommandLine, EveryStartMethodAddsUpTheSquares)
{
    for (const char* method : {"fork", "spawn", "forkserver"}) {
        const Json result = jsonOf(
            std::string("--workload squares --tasks 1000 --workers 2 --start-method ") + method);
        EXPECT_EQ(result["trials"][0]["race"]["actual"], 332'833'500) << method;
        EXPECT_GT(result["trials"][0]["start_ns"], 0) << method;
    }
}

TEST_F(CommandLine, AllAtOnceStartsAProcessForEveryTask)
{
    const Json result = jsonOf("--workload squares --tasks 100 --executor process-per-task "
                               "--all-at-once --workers 2");
    EXPECT_EQ(result["trials"][0]["workers"].size(), 100U);
}

TEST_F(CommandLine, AnInjectedFaultFailsItsTaskAndIsListed)
{
    const Printed printed
        = interleave("run --tasks 100 --inject crash@5 --inject raise@7 --json -");
    EXPECT_EQ(printed.status, 1) << printed.err;
    const Json trial = Json::parse(printed.out)["trials"][0];
    EXPECT_EQ(trial["tasks"]["succeeded"], 98);
    EXPECT_EQ(trial["errors"][0]["task"], 5);
    EXPECT_EQ(trial["errors"][0]["kind"], "crashed");
    EXPECT_EQ(trial["errors"][1]["task"], 7);
    EXPECT_EQ(trial["ledger"]["proved"], true);
}

TEST_F(CommandLine, RefusesFaultsThatCannotBe)
{
    expectRefused("run --inject explode@5", {"inject", "explode@5", "raise@TASK"});
    expectRefused("run --tasks 5 --inject raise@5", {"inject", "raise@5", "0 to 4"});
    expectRefused("run --inject hang@5", {"inject", "hang@5", "timeout"});
    expectRefused("run --sync none --inject kill-lock-holder",
        {"inject", "kill-lock-holder", "lock, semaphore or spinlock"});
}

TEST_F(CommandLine, TheSummarySaysThatEachTaskRanOnce)
{
    EXPECT_THAT(interleave("run --tasks 1000 --param increments=10").out,
        HasSubstr("each of 1,000 tasks ran exactly once"));
}

TEST_F(CommandLine, ATimedOutTaskMakesTheExitStatusOne)
{
    const Printed printed
        = interleave("run --workload sleep --tasks 2 --param duration=60 --timeout 0.05");
    EXPECT_EQ(printed.status, 1);
    EXPECT_THAT(printed.out, HasSubstr("2 timed out"));
    EXPECT_TRUE(printed.out.starts_with("No task succeeded:")) << printed.out;
}

TEST_F(CommandLine, AnInterruptEndsTheRunWithStatus130AndLeavesNothing)
{
    const std::string json = m_folder.path() / "result.json";
    auto program = ChildProcess::spawn(INTERLEAVE_PROGRAM,
        {"interleave",
            "run",
            "--quiet",
            "--workload",
            "sleep",
            "--param",
            "duration=60",
            "--json",
            json},
        2);
    ASSERT_TRUE(program.has_value());
    // Its workers are its children: when they are there, the run is on.
    const std::string children = "/proc/" + std::to_string(program->pid()) + "/task/"
        + std::to_string(program->pid()) + "/children";
    ASSERT_TRUE(eventually([&] { return !readFile(children, 4096).value_or("").empty(); }));
    program->signal(SIGINT);
    EXPECT_EQ(waitFor(*program).code, 130);
    const Json result = Json::parse(readFile(json, 1U << 20U).value());
    EXPECT_EQ(result["trials"][0]["end"], "cancelled");
    EXPECT_EQ(std::distance(std::filesystem::directory_iterator(m_folder.path()), {}), 1)
        << "no temporary file stays";
}

TEST_F(CommandLine, ComparesPrimitivesByTurns)
{
    const Json result = jsonOf(
        "--workload counter --tasks 20 --param increments=100 --compare none,lock,ticket-lock "
        "--trials 3");
    ASSERT_EQ(result["arms"].size(), 3U);
    EXPECT_EQ(result["trials"].size(), 9U);
    EXPECT_EQ(result["arms"][2]["arm"]["sync"], "ticket-lock");
    EXPECT_EQ(result["arms"][1]["summary"]["lost"]["high"], 0);
    const Printed printed
        = interleave("run --workload counter --tasks 20 --compare none,lock --trials 2");
    EXPECT_THAT(printed.out, HasSubstr("95 % interval"));
    EXPECT_THAT(printed.out, Not(HasSubstr("in this one trial")));
}

TEST_F(CommandLine, SaysOfOneTrialOfEachThatItIsOne)
{
    const Printed sizes
        = interleave("run --workload counter --tasks 20 --sync none --vary-workers 1,2");
    EXPECT_THAT(sizes.out, HasSubstr("in this one trial"));
    const Printed probe = interleave("run --workload counter --tasks 20 --sync none --probe");
    EXPECT_THAT(probe.out, Not(HasSubstr("95 %")));
}

TEST_F(CommandLine, ComparesValuesOfAParameterByTurns)
{
    const std::string arguments
        = "--workload false-sharing --tasks 20 --workers 2 --param increments=1000 "
          "--vary-param layout=packed,padded --trials 2";
    const Json result = jsonOf(arguments);
    ASSERT_EQ(result["arms"].size(), 2U);
    EXPECT_EQ(result["experiment"]["vary_param"], "layout=packed, padded");
    EXPECT_EQ(result["arms"][1]["arm"]["value"], 1);
    EXPECT_EQ(result["arms"][1]["summary"]["trials"], 2);
    const Printed printed = interleave("run " + arguments);
    EXPECT_THAT(printed.out, HasSubstr("layout packed"));
    EXPECT_THAT(printed.out, HasSubstr("layout padded"));
    expectRefused("run --workload false-sharing --vary-param layout=packed,loose",
        {"vary_param", "'loose'", "packed, padded"});
    expectRefused("run --workload counter --vary-param layout=packed,padded",
        {"vary_param", "has no parameter 'layout' to compare"});
}

TEST_F(CommandLine, ComparesExecutorsByTurns)
{
    const std::string arguments
        = "--workload counter --tasks 20 --workers 2 --param increments=10 --vary ";
    const Printed printed
        = interleave("compare " + arguments + "executor=processes,threads,serial");
    EXPECT_EQ(printed.status, 0) << printed.err;
    for (const char* row : {"tasks done",
             "round trip",
             "memory",
             "MiB",
             "executor processes",
             "executor threads",
             "executor serial"})
        EXPECT_THAT(printed.out, HasSubstr(row));
    expectRefused("compare " + arguments + "executor=processes,thread",
        {"vary_param", "'thread'", "processes, process-per-task, threads"});
    expectRefused("compare --tasks 20", {"add --vary"});
    for (const char* nothing : {"sync", "sync=", "workers= ", "executor="})
        expectRefused(std::string("compare --vary '") + nothing + "'",
            {"--vary", nothing, "has no values to compare"});
}

TEST_F(CommandLine, VaryIsThatOfPrimitivesAndPoolSizesToo)
{
    const std::string arguments = "--workload counter --tasks 20 --param increments=10 --json - ";
    const Json primitives
        = Json::parse(interleave("compare " + arguments + "--vary sync=none,lock").out);
    EXPECT_EQ(primitives["experiment"]["compare"], "none, lock");
    const Json sizes = Json::parse(interleave("compare " + arguments + "--vary workers=1,2").out);
    EXPECT_EQ(sizes["experiment"]["vary_workers"], "1, 2");
}

TEST_F(CommandLine, NamesEveryLostUpdate)
{
    const std::string lost = (m_folder.path() / "lost.csv").string();
    const Json result = jsonOf("--workload counter --sync none --tasks 20 --param increments=200 "
                               "--schedule static --param delay_ns=10000 --evidence --lost "
        + lost);
    const Json& trial = result["trials"][0];
    EXPECT_EQ(trial["evidence"]["agrees"], true);
    EXPECT_EQ(trial["evidence"]["lost"], trial["race"]["lost"]);
    const std::string text = readFile(lost, 1U << 24U).value();
    EXPECT_THAT(text, testing::StartsWith("trial,worker,sequence,read,written,"));
    EXPECT_EQ(std::ranges::count(text, '\n') - 1, trial["race"]["lost"].get<std::ptrdiff_t>());
}

TEST_F(CommandLine, ADeadlockEndsByItselfAndIsNamed)
{
    const Printed printed
        = interleave("run --workload philosophers --workers 3 --tasks 100000 --json -");
    EXPECT_EQ(printed.status, 1);
    const Json trial = Json::parse(printed.out)["trials"][0];
    EXPECT_EQ(trial["end"], "deadlocked");
    EXPECT_EQ(trial["deadlock"].size(), 3U);
    EXPECT_THAT(printed.err, HasSubstr("waits for fork"));
}

TEST_F(CommandLine, WhatCannotBeWatchedOrGuardedIsRefused)
{
    expectRefused("run --workload counter --sync semaphore --permits 0", {"permits", "1 to 64"});
    expectRefused("run --workload bank --sync atomic", {"sync", "atomic", "bank"});
    expectRefused("run --workload sleep --evidence", {"evidence", "sleep", "counter"});
    expectRefused("run --workload counter --workers 300 --evidence", {"evidence", "300", "256"});
    expectRefused("run --workload counter --compare lock", {"compare", "lock alone"});
    expectRefused("run --workload counter --lost -", {"--lost", "--evidence"});
}

TEST_F(CommandLine, APictureThatCannotBeDecodedFailsItsOwnTaskOnly)
{
    const auto pictures = m_folder.path() / "in";
    const auto results = m_folder.path() / "out";
    std::filesystem::create_directory(pictures);
    std::filesystem::create_directory(results);
    ASSERT_EQ(interleave("run --quiet --workload image-filter --tasks 3 --param output="
                  + pictures.string())
                  .status,
        0);
    std::ofstream(pictures / "broken.png") << "this is no picture";
    const Printed printed = interleave("run --workload image-filter --json - --param input="
        + pictures.string() + " --param output=" + results.string());
    EXPECT_EQ(printed.status, 1);
    const Json trial = Json::parse(printed.out)["trials"][0];
    EXPECT_EQ(trial["tasks"]["succeeded"], 3);
    EXPECT_EQ(trial["tasks"]["failed"], 1);
    ASSERT_EQ(trial["errors"].size(), 1U);
    EXPECT_THAT(trial["errors"][0]["message"].get<std::string>(), HasSubstr("broken.png"));
    EXPECT_TRUE(std::filesystem::exists(results / kJournalName)) << "one is left to do";
    EXPECT_EQ(std::distance(std::filesystem::directory_iterator(results), {}), 3 + 1);
}

} // namespace interleave::test
