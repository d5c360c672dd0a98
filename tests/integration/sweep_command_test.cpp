// `interleave sweep`: one experiment with many values of one or two settings.

#include "tests/integration/command_line.h"
#include "tests/integration/started_program.h"
#include "tests/support/process_tree.h"

#include <chrono>
#include <csignal>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <limits>
#include <vector>

namespace interleave::test {

namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::StartsWith;

constexpr const char* kBrief = "sweep --workload counter --param increments=10 --tasks 8 ";

// No trial lasts as long but one that sleeps for a minute.
class WorkerWatch
{
public:
    [[nodiscard]] bool hasOneForASecond(const ChildProcess& program)
    {
        const std::vector<pid_t> now = childrenOf(program.pid());
        if (now.empty() || now != m_seen) {
            m_seen = now;
            m_since = std::chrono::steady_clock::now();
        }
        return !now.empty() && std::chrono::steady_clock::now() - m_since > std::chrono::seconds(1);
    }

private:
    std::vector<pid_t> m_seen;
    std::chrono::steady_clock::time_point m_since;
};

class SweepCommand : public CommandLine
{
protected:
    [[nodiscard]] static Json sweep(const std::string& arguments)
    {
        const Printed printed = interleave(kBrief + arguments + " --json -");
        EXPECT_EQ(printed.status, 0) << printed.err;
        return Json::parse(printed.out, nullptr, false);
    }
};

TEST_F(SweepCommand, GivesEachValueItsTrials)
{
    const Json all = sweep("--vary workers=1..3 --trials 2");
    EXPECT_EQ(all["schema"], "interleave-sweep-1");
    ASSERT_EQ(all["points"].size(), 3U);
    for (std::size_t point = 0; point < 3; ++point) {
        EXPECT_EQ(all["points"][point]["values"]["workers"], point + 1);
        EXPECT_EQ(all["points"][point]["trials"], 2);
    }
    EXPECT_EQ(all["points"][0]["speed_up"]["ratio"], 1);
    EXPECT_EQ(all["points"][0]["efficiency"], 1);
}

TEST_F(SweepCommand, HasSixRoundsUnlessItIsToldOtherwise)
{
    EXPECT_EQ(sweep("--vary workers=1,2")["points"][1]["trials"], 6);
    EXPECT_EQ(sweep("--vary workers=1,2 --trials 1")["points"][1]["trials"], 1);
}

TEST_F(SweepCommand, TakesAllCombinationsOfTwo)
{
    const Json all = sweep("--vary workers=1,2 --vary 'chunk=1..4 in powers' --trials 1");
    ASSERT_EQ(all["points"].size(), 6U);
    EXPECT_EQ(all["points"][4]["values"], Json({{"workers", 2}, {"chunk", 2}}));
}

// Anything that an experiment has: a choice, a parameter, what the window calls start method.
TEST_F(SweepCommand, VariesAnyField)
{
    EXPECT_EQ(sweep("--vary sync=none,lock --trials 1")["points"][1]["values"]["sync"], "lock");
    EXPECT_EQ(sweep("--vary increments=1,2 --trials 1")["points"][1]["values"]["increments"], 2);
    EXPECT_EQ(
        sweep("--vary start-method=fork,spawn --trials 1")["points"][1]["values"]["start_method"],
        "spawn");
}

TEST_F(SweepCommand, SaysWhatIsFastestAndWhereMoreWorkersStopPaying)
{
    const Printed printed = interleave(kBrief + std::string("--vary workers=1..6 --trials 6"));
    EXPECT_EQ(printed.status, 0) << printed.err;
    for (const char* words : {"Fastest: workers ",
             "More workers ",
             "efficiency",
             "Amdahl's law",
             "scalability law",
             "95 % interval"})
        EXPECT_THAT(printed.out, HasSubstr(words));
}

TEST_F(SweepCommand, FitsNoLawToFewerThanSixPoolSizes)
{
    const Printed printed = interleave(kBrief + std::string("--vary workers=1..5 --trials 1"));
    EXPECT_THAT(printed.out, HasSubstr("not fitted: it takes six pool sizes"));
    EXPECT_TRUE(sweep("--vary workers=1..5 --trials 1")["universal_scalability"].is_null());
}

TEST_F(SweepCommand, RefusesWhatCannotBeSweptAndStartsNothing)
{
    const auto refused
        = [&](const std::string& arguments, std::initializer_list<const char*> words) {
              expectRefused(kBrief + arguments, words);
          };
    refused("--vary wrokers=1..8", {"'wrokers' cannot be varied", "workers", "increments"});
    refused("--vary trials=1,2", {"'trials' cannot be varied"});
    refused("--vary workers=2", {"one value has nothing to be compared with"});
    refused("--vary workers=", {"one value has nothing to be compared with"});
    refused("--vary workers=0..3", {"'workers'", "0 is not allowed", "1 to 1024"});
    refused("--vary workers=8..1", {"'8..1' is no range"});
    refused("--vary workers=1,1", {"1 is there twice"});
    refused("--vary workers=1,2 --vary workers=3,4", {"workers is there twice"});
    refused("--vary workers=1,2 --vary chunk=1,2 --vary sync=none,lock", {"give two at most"});
    refused("--vary chunk=1..1000000", {"more than 10000 values", "in powers"});
    refused("--vary workers=1,2 --compare none,lock", {"leave compare"});
    refused("--vary permits=1,2 --vary sync=none,sempahore", {"sempahore"});
    refused("--vary chunk=1..1000 --vary increments=1..1000",
        {"1,000,000 combinations are more than 100,000", "give fewer values"});
    refused("--vary seed=9223372036854775806..9223372036854775807", {"is not allowed"});
    refused("--vary 'seed=1..9223372036854775807 in powers'", {"is not allowed"});
    refused("--vary python=/usr/../bin/one,/usr/../bin/one", {"/usr/../bin/one is there twice"});
    refused("", {"--vary"});
}

TEST_F(SweepCommand, RefusesAProgramOfTheFileThatOneCombinationWouldRun)
{
    const auto ran = m_folder.path() / "ran";
    const auto program = m_folder.path() / "python";
    std::ofstream(program) << "#!/bin/sh\ntouch " << ran.string() << "\nexit 1\n";
    std::filesystem::permissions(program, std::filesystem::perms::owner_all);
    const auto file = m_folder.path() / "experiment.json";
    std::ofstream(file) << Json(
        {{"workload", "sleep"}, {"executor", "processes"}, {"python", program.string()}});
    expectRefused("sweep '" + file.string() + "' --vary executor=processes,python-pool",
        {"names the program", "Nothing was started", "--python"});
    EXPECT_FALSE(std::filesystem::exists(ran));
}

TEST_F(SweepCommand, F453_RefusesThousandsOfCombinationsWithTheirTimeAndTheOptionThatSaysYes)
{
    const Printed printed = interleave(
        kBrief + std::string("--vary chunk=1..100 --vary increments=1..100 --trials 1"));
    EXPECT_EQ(printed.status, 2);
    EXPECT_EQ(printed.out, "");
    EXPECT_THAT(printed.err,
        AllOf(HasSubstr("10,000 combinations, 10,000 trials in all, take about "),
            HasSubstr("add --yes")));
}

// The first trial is over at once, and the second one's worker sleeps for a minute.
TEST_F(SweepCommand, F454_InterruptedItKeepsWhatItHas)
{
    const std::string json = (m_folder.path() / "sweep.json").string();
    ChildProcess program = startInterleave({"sweep",
                                               "--workload",
                                               "sleep",
                                               "--tasks",
                                               "1",
                                               "--workers",
                                               "1",
                                               "--trials",
                                               "1",
                                               "--seed",
                                               "1", // of which the order of the two follows
                                               "--vary",
                                               "duration=0,60",
                                               "--json",
                                               json},
        {});
    WorkerWatch watch;
    ASSERT_TRUE(eventually([&] { return watch.hasOneForASecond(program); }));
    ::kill(program.pid(), SIGINT);
    EXPECT_EQ(waitFor(program).code, 130);
    const Json all = Json::parse(contentOf(json), nullptr, false);
    EXPECT_EQ(all["points"][0]["trials"], 1);
    EXPECT_EQ(all["points"][1]["trials"], 0);
    EXPECT_EQ(all["stopped"], "interrupted by SIGINT after 1 of 2 trials");
}

// Nobody was asked yet: its time is measured by a trial that takes a minute.
TEST_F(SweepCommand, InterruptedInTheTrialThatMeasuresTheTimeItSaysSo)
{
    ChildProcess program = startInterleave({"sweep",
                                               "--workload",
                                               "sleep",
                                               "--tasks",
                                               "1",
                                               "--workers",
                                               "1",
                                               "--param",
                                               "duration=60",
                                               "--vary",
                                               "seed=1..101"},
        {});
    WorkerWatch watch;
    ASSERT_TRUE(eventually([&] { return watch.hasOneForASecond(program); }));
    ::kill(program.pid(), SIGINT);
    EXPECT_EQ(waitFor(program).code, 130);
}

TEST_F(SweepCommand, ManyCombinationsRunWithYes)
{
    const Json all = sweep("--vary chunk=1..101 --trials 1 --yes");
    EXPECT_EQ(all["points"].size(), 101U);
}

} // namespace

} // namespace interleave::test
