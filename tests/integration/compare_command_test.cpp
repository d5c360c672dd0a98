// `interleave compare` of runs that were kept, or lie in files, and what it says of their arms.

#include "tests/integration/with_history.h"

#include <filesystem>
#include <vector>

namespace interleave::test {

namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

class CompareCommand : public WithHistory
{
protected:
    // A run of which the trials took so long.
    std::string runOfTimes(
        const std::string& name, const std::vector<double>& ms, const std::string& options = "")
    {
        Json run
            = jsonOf("--workload counter --param increments=10 --tasks 4 --workers 1 " + options);
        const Json trial = run["trials"][0];
        run["trials"] = Json::array();
        for (const double time : ms) {
            run["trials"].push_back(trial);
            run["trials"].back()["wall_ns"] = static_cast<std::uint64_t>(time * 1e6);
            run["trials"].back()["others_share"] = 0;
        }
        run["experiment"]["trials"] = ms.size();
        return write(name, run.dump());
    }

    static Json verdictOf(const Printed& printed)
    {
        return Json::parse(printed.out, nullptr, false)["verdicts"][0];
    }
};

const std::vector<double> kFast{100, 101, 99, 100.5, 99.5, 100, 101, 99};
const std::vector<double> kSlow{120, 121, 119, 120.5, 119.5, 120, 121, 119};

TEST_F(CompareCommand, SetsRunsOfTheHistorySideBySide)
{
    ASSERT_EQ(call(std::string(kBriefRun) + " --trials 6").status, 0);
    ASSERT_EQ(call("run --workload counter --param increments=10 --tasks 4 --workers 2 --trials 6 "
                   "--sync none")
                  .status,
        0);
    const Printed printed = call("compare 1 2 --anyway");
    EXPECT_EQ(printed.status, 0) << printed.err;
    EXPECT_THAT(printed.out, StartsWith("Differences\n"));
    for (const char* text : {"  pool size                    1 workers | 2 workers",
             "  primitive ",
             "wall time",
             "waiting",
             "  1  run 1 Shared counter",
             "  2  run 2 Shared counter",
             "  beside 1  run 1 Shared counter\n",
             "lost updates"})
        EXPECT_THAT(printed.out, HasSubstr(text));
}

TEST_F(CompareCommand, FindsARunByItsName)
{
    ASSERT_EQ(
        call("run " + write("lesson.json", R"({"workload": "counter", "tasks": 4})")).status, 0);
    ASSERT_EQ(call(kBriefRun).status, 0);
    EXPECT_THAT(call("compare 2 lesson").out, HasSubstr("run 1 lesson"));
    ASSERT_EQ(call(kBriefRun).status, 0);
    const Printed several = call("compare 1 'Shared counter'");
    EXPECT_EQ(several.status, 2);
    EXPECT_THAT(several.err, AllOf(HasSubstr("2 runs are called"), HasSubstr("the last is 3")));
}

TEST_F(CompareCommand, SaysWhichOfTwoFilesIsFaster)
{
    const std::string fast = runOfTimes("fast.json", kFast);
    const std::string slow = runOfTimes("slow.json", kSlow);
    const Printed printed = interleave("compare " + slow + " " + fast);
    EXPECT_EQ(printed.status, 0) << printed.err;
    EXPECT_THAT(printed.out, StartsWith("The experiments do not differ.\n"));
    EXPECT_THAT(printed.out, HasSubstr("faster: 16.7 % less time (between "));
    EXPECT_THAT(interleave("compare " + slow + " " + fast + " --base 2").out,
        AllOf(HasSubstr("beside 2  fast.json"), HasSubstr("slower: 20 % more time (between ")));
}

TEST_F(CompareCommand, WritesWhatItSaysAsJson)
{
    const std::string fast = runOfTimes("fast.json", kFast, "--seed 7");
    const std::string slow = runOfTimes("slow.json", kSlow);
    const Printed printed = interleave("compare " + slow + " " + fast + " --json -");
    const Json all = Json::parse(printed.out, nullptr, false);
    EXPECT_EQ(all["schema"], "interleave-comparison-1");
    EXPECT_EQ(all["runs"][1]["name"], "fast.json");
    EXPECT_EQ(all["runs"][1]["trials"], 8);
    const Json verdict = verdictOf(printed);
    EXPECT_EQ(verdict["run"], 2);
    EXPECT_EQ(verdict["measure"], "wall-time");
    EXPECT_EQ(verdict["verdict"], "faster");
    EXPECT_NEAR(verdict["ratio"]["ratio"].get<double>(), 1 / 1.2, 0.005);
    EXPECT_LT(verdict["ratio"]["high"], 0.85);
    EXPECT_EQ(verdict["by_round"], false);
}

TEST_F(CompareCommand, HasAStatusForWhatIsTooSlow)
{
    const std::string fast = runOfTimes("fast.json", kFast);
    const std::string slow = runOfTimes("slow.json", kSlow);
    const std::string few = runOfTimes("few.json", {100, 130});
    EXPECT_EQ(interleave("compare " + fast + " " + slow + " --fail-if-slower 5%").status, 4);
    EXPECT_EQ(interleave("compare " + fast + " " + slow + " --fail-if-slower 30").status, 0);
    EXPECT_EQ(interleave("compare " + slow + " " + fast + " --fail-if-slower '5 %'").status, 0);
    EXPECT_EQ(interleave("compare " + fast + " " + few + " --fail-if-slower 5%").status, 5);
    EXPECT_EQ(interleave("compare " + fast + " " + few).status, 0);
}

TEST_F(CompareCommand, LeavesDisturbedTrialsOutWhereItIsToldTo)
{
    Json run = Json::parse(readFile(runOfTimes("fast.json", kFast), 1U << 24U).value());
    for (const std::size_t trial : {1U, 5U})
        run["trials"][trial]["others_share"] = 0.9;
    const std::string disturbed = write("disturbed.json", run.dump());
    const std::string slow = runOfTimes("slow.json", kSlow);
    EXPECT_THAT(interleave("compare " + slow + " " + disturbed).out,
        HasSubstr("; others disturbed 2 of these trials"));
    const Printed quiet = interleave("compare " + slow + " " + disturbed + " --quiet-trials");
    EXPECT_THAT(quiet.out,
        AllOf(HasSubstr("faster: "), HasSubstr("; without 2 trials that others disturbed")));
}

TEST_F(CompareCommand, RunsOfWhichMostWasDisturbedAreNotComparable)
{
    Json run = Json::parse(readFile(runOfTimes("fast.json", kFast), 1U << 24U).value());
    for (Json& trial : run["trials"])
        trial["others_share"] = 0.9;
    const std::string arguments
        = "compare " + runOfTimes("slow.json", kSlow) + " " + write("disturbed.json", run.dump());
    EXPECT_THAT(interleave(arguments).out,
        AllOf(HasSubstr("not comparable: other programs took much of the cores in 8"),
            HasSubstr("--quiet-trials")));
    EXPECT_THAT(interleave(arguments + " --anyway").out, HasSubstr("faster: "));
}

TEST_F(CompareCommand, F452_ARaceAndASleepAreNotComparable)
{
    ASSERT_EQ(call(kBriefRun).status, 0);
    ASSERT_EQ(call("run --workload sleep --tasks 1 --param duration=0").status, 0);
    const Printed printed = call("compare 1 2");
    EXPECT_EQ(printed.status, 0) << printed.err;
    EXPECT_THAT(printed.out, HasSubstr("not comparable: they do different work; compare runs of"));
    EXPECT_EQ(call("compare 1 2 --fail-if-slower 5%").status, 5);
}

TEST_F(CompareCommand, ARunOfAnotherMachineIsNotComparable)
{
    const std::string here = runOfTimes("here.json", kFast);
    Json run = Json::parse(readFile(runOfTimes("slow.json", kSlow), 1U << 24U).value());
    run["machine"]["processor"] = "another one";
    const std::string there = write("there.json", run.dump());
    EXPECT_THAT(interleave("compare " + here + " " + there).out,
        HasSubstr("not comparable: they ran on different machines"));
    EXPECT_THAT(
        interleave("compare " + here + " " + there + " --anyway").out, HasSubstr("slower: "));
}

TEST_F(CompareCommand, ARunWithArmsIsComparedByItself)
{
    ASSERT_EQ(call("compare --workload counter --param increments=10 --tasks 4 --workers 1 "
                   "--vary sync=none,lock,atomic --trials 6")
                  .status,
        0);
    const Printed printed = call("compare 1 --base 2");
    EXPECT_EQ(printed.status, 0) << printed.err;
    EXPECT_THAT(printed.out,
        AllOf(HasSubstr("beside 2  run 1 Shared counter: lock"),
            HasSubstr("  3  run 1 Shared counter: atomic")));
}

TEST_F(CompareCommand, VaryEndsWithVerdicts)
{
    const std::string arguments
        = "compare --workload counter --param increments=10 --tasks 4 --workers 1 --no-history "
          "--vary sync=none,lock ";
    const Printed printed = interleave(arguments + "--trials 2");
    EXPECT_EQ(printed.status, 0);
    EXPECT_THAT(printed.out,
        AllOf(HasSubstr("  beside 1  none\n"),
            HasSubstr("too few trials: 2 of each, and fewer than 6 that overlap tell nothing")));
    EXPECT_THAT(interleave(arguments + "--trials 6 --base 2").out, HasSubstr("  beside 2  lock\n"));
    EXPECT_EQ(interleave(arguments + "--trials 2 --fail-if-slower 5% --quiet").status, 5);
    expectRefused(arguments + "--base 3", {"--base 3", "give 1 to 2"});
}

TEST_F(CompareCommand, F450_NamesWhatIsWrongAndChangesNothing)
{
    ASSERT_EQ(call(kBriefRun).status, 0);
    const std::string text = write("notes.txt", "no run");
    const std::string experiment = write("lesson.json", R"({"workload": "counter"})");
    const std::string run = runOfTimes("fast.json", kFast);
    const auto refused = [&](const std::string& arguments, const char* words) {
        const Printed printed = call("compare " + arguments);
        EXPECT_EQ(printed.status, 2) << arguments << printed.out;
        EXPECT_EQ(printed.out, "") << arguments;
        EXPECT_THAT(printed.err, HasSubstr(words)) << arguments;
    };
    refused("1 7", "no run 7");
    refused("1 nobody", "no run called 'nobody'");
    refused("1 " + text, "notes.txt");
    refused("1 " + experiment, "a run is a file of --json");
    refused("1 " + m_folder.path().string(), "folder");
    refused("1", "one run alone");
    refused("", "one run alone");
    refused("1 1", "'1' is there twice");
    refused("1 " + run + " --base 3", "--base 3 is none of the 2");
    refused("1 " + run + " --base 0", "--base");
    refused("1 " + run + " --workers 2", "add --vary");
    refused("1 " + run + " --vary sync=none,lock", "is another");
    for (const char* share : {"0%", "-5%", "much", "500%", ""})
        refused("1 " + run + " --fail-if-slower '" + share + "'", "is no percentage");
    std::string nine;
    for (int i = 0; i < 9; ++i)
        nine += runOfTimes("run" + std::to_string(i) + ".json", kFast) + " ";
    refused(nine, "name 8 at most");
    EXPECT_EQ(list().size(), 1U);
}

TEST_F(CompareCommand, F451_ADeletedRunIsNoneAndSaysHowItComesBack)
{
    ASSERT_EQ(call(kBriefRun).status, 0);
    ASSERT_EQ(call(kBriefRun).status, 0);
    ASSERT_EQ(call("history delete 1").status, 0);
    const Printed printed = call("compare 1 2");
    EXPECT_EQ(printed.status, 2);
    EXPECT_THAT(printed.err, HasSubstr("'interleave history delete 1 --undo'"));
}

TEST_F(CompareCommand, AFileOfTraceIsARunToo)
{
    const std::string trace = (m_folder.path() / "run.trace").string();
    ASSERT_EQ(interleave(std::string(kBriefRun) + " --trials 6 --trace " + trace).status, 0);
    const std::string fast = runOfTimes("fast.json", kFast);
    const Printed printed = interleave("compare " + trace + " " + fast + " --anyway");
    EXPECT_EQ(printed.status, 0) << printed.err;
    EXPECT_THAT(printed.out, AllOf(HasSubstr("1  run.trace"), Not(HasSubstr("not comparable"))));
}

} // namespace

} // namespace interleave::test
