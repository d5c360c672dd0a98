// The interleave program as a user meets it: what it prints, what it returns, what it refuses.

#include "core/base/file.h"
#include "tests/integration/command_line.h"

#include <algorithm>

namespace interleave::test {

using testing::HasSubstr;

TEST_F(CommandLine, AMillionSquaresAddUp)
{
    const Json result = jsonOf("--workload squares --tasks 1000000 --workers 2");
    const Json& trial = result["trials"][0];
    EXPECT_EQ(trial["tasks"]["succeeded"], 1'000'000);
    EXPECT_EQ(trial["race"]["expected"], "333332833333500000"); // more than a double holds
    EXPECT_EQ(trial["race"]["actual"], "333332833333500000");
    EXPECT_EQ(trial["race"]["lost"], 0);
    const std::int64_t recorded = trial["events"]["recorded"];
    EXPECT_EQ(recorded - trial["events"]["locks"].get<std::int64_t>(), 1'000'000);
}

TEST_F(CommandLine, AReaderThatGoesIsToldAndTheOtherOutputsAreWhole)
{
    const std::string json = (m_folder.path() / "result.json").string();
    const std::string pid = (m_folder.path() / "status").string();
    const Printed printed = runProgram("/bin/sh",
        "-c '(\"" INTERLEAVE_PROGRAM "\" run --quiet --workload squares --tasks 50000 --results - "
        "--json "
            + json + "; echo $? >" + pid + ") | true'");
    EXPECT_EQ(readFile(pid, 100).value_or(""), "3\n");
    EXPECT_THAT(printed.err, HasSubstr("standard output"));
    const Json result = Json::parse(readFile(json, 1U << 24U).value_or(""), nullptr, false);
    EXPECT_FALSE(result.is_discarded());
    const auto files = std::filesystem::directory_iterator(m_folder.path());
    EXPECT_EQ(std::distance(begin(files), end(files)), 2) << "no temporary is left";
}

TEST_F(CommandLine, OutputIsAppendedWhereItWasSentTo)
{
    const std::string log = write("log", "before\n");
    runProgram("/bin/sh",
        "-c '\"" INTERLEAVE_PROGRAM "\" run --quiet --workload squares --tasks 2 --results - >>"
            + log + "'");
    EXPECT_TRUE(readFile(log, 1'000).value_or("").starts_with("before\ntrial,"));
}

TEST_F(CommandLine, TheResultHasEveryFieldOfItsSchema)
{
    const Json result = jsonOf("--workload squares --tasks 1000 --trials 3");
    for (const char* field : {"schema", "experiment", "machine", "trials", "summary"})
        EXPECT_TRUE(result.contains(field)) << field;
    ASSERT_EQ(result["trials"].size(), 3U);
    for (const char* field : {"wall_ns",
             "tasks",
             "throughput_per_s",
             "latency_ns",
             "workers",
             "cores",
             "race",
             "ledger",
             "start_ns",
             "errors",
             "events",
             "overhead"})
        EXPECT_TRUE(result["trials"][0].contains(field)) << field;
    for (const char* field : {"total", "succeeded", "failed", "timed_out", "cancelled"})
        EXPECT_TRUE(result["trials"][0]["tasks"].contains(field)) << field;
    for (const char* field : {"pid", "tasks", "busy_ns", "wait_ns", "respawned"})
        EXPECT_TRUE(result["trials"][0]["workers"][0].contains(field)) << field;
    EXPECT_TRUE(result["summary"]["wall_ns"].contains("median"));
}

TEST_F(CommandLine, TheExperimentOfAResultRunsAgain)
{
    const Json result = jsonOf("--workload cubes --tasks 500 --workers 3 --seed 9 --param work=2");
    const std::string file = write("again.json", result["experiment"].dump());
    const Json again = jsonOf(file);
    EXPECT_EQ(again["experiment"], result["experiment"]);
}

TEST_F(CommandLine, OptionsChangeSingleFieldsOfAFile)
{
    const std::string file = write(
        "e.json", R"({"workload": "squares", "tasks": 100, "workers": 1, "params": {"work": 3}})");
    const Json result = jsonOf(file + " --tasks 50");
    EXPECT_EQ(result["experiment"]["tasks"], 50);
    EXPECT_EQ(result["experiment"]["workers"], 1);
    EXPECT_EQ(result["experiment"]["params"]["work"], 3);
}

TEST_F(CommandLine, ResultsOfEveryTaskAreWrittenAsCsv)
{
    const std::string file = m_folder.path() / "results.csv";
    ASSERT_EQ(interleave("run --quiet --workload squares --tasks 4 --results " + file).status, 0);
    EXPECT_EQ(readFile(file, 1'000).value(),
        "trial,task,outcome,result\n0,0,succeeded,0\n0,1,succeeded,1\n0,2,succeeded,4\n0,3,"
        "succeeded,9\n");
}

TEST_F(CommandLine, QuietPrintsNothing)
{
    const Printed printed = interleave("run --quiet --workload squares --tasks 10");
    EXPECT_EQ(printed.status, 0);
    EXPECT_EQ(printed.out + printed.err, "");
}

TEST_F(CommandLine, TheSummaryBeginsWithTheAnswer)
{
    const Printed printed
        = interleave("run --workload counter --sync lock --tasks 10 --param increments=100");
    EXPECT_TRUE(printed.out.starts_with("No update of the shared counter was lost.\n"))
        << printed.out;
}

TEST_F(CommandLine, RefusesWorkersOutOfRange)
{
    expectRefused("run --workers 0", {"'workers'", "0 is not allowed", "1 to 1024"});
    expectRefused("run --workers 2000", {"'workers'", "2000", "1 to 1024"});
    expectRefused("run --workers two", {"'workers'", "'two'"});
}

TEST_F(CommandLine, RefusesNegativeTasks)
{
    expectRefused("run --tasks=-5", {"'tasks'", "-5", "100000000"});
    expectRefused("run --tasks -5", {"-5"});
}

TEST_F(CommandLine, RefusesUnknownNamesAndListsTheKnownOnes)
{
    expectRefused("run --workload knitting", {"'workload'", "knitting", "squares", "image-filter"});
    expectRefused("run --sync prayer", {"'sync'", "prayer", "spinlock"});
    expectRefused("run --param colour=red", {"'params.colour'", "increments"});
    expectRefused("run --param increments=5 --param increments=6", {"params.increments", "once"});
    expectRefused(
        "run " + write("e.json", R"({"wrokers": 2})"), {"e.json", "'wrokers'", "workers"});
    expectRefused("run --frobnicate", {"--frobnicate"});
}

TEST_F(CommandLine, ASyntaxErrorNamesLineAndColumn)
{
    const std::string file = write("broken.json", "{\n  \"workers\": 2,\n  \"tasks\" 5\n}\n");
    expectRefused("run " + file, {"broken.json", "line 3, column 11"});
    expectRefused("validate " + file, {"broken.json", "line 3, column 11"});
}

TEST_F(CommandLine, AHundredMegabytesOfJsonAreRefusedUnread)
{
    const std::string file = write("large.json", "");
    std::filesystem::resize_file(file, 100'000'000);
    expectRefused("run " + file, {"large.json", "larger than"});
}

TEST_F(CommandLine, RefusesFoldersThatCannotBeUsed)
{
    const std::string image = "run --workload image-filter ";
    expectRefused(image + "--param input=/no/such/folder", {"params.input", "/no/such/folder"});
    expectRefused(
        image + "--param input=" + m_folder.path().string(), {"params.input", "no pictures"});
    expectRefused(image + "--param output=/no/such/folder", {"params.output", "/no/such/folder"});
}

TEST_F(CommandLine, RefusesAChainOfFiltersThatIsWrongByItsStep)
{
    const std::string image = "run --workload image-filter --param ";
    expectRefused(image + "'filters=blur, canny low=300'",
        {"field 'params.filters': step 2, 'canny': low 300 is not allowed; use 0 to 255"});
    expectRefused(image + "'filters=blur, cany'", {"step 2", "did you mean 'canny'?"});
    expectRefused(image + "filters=", {"params.filters", "no filter is named"});
    expectRefused(image + "sigma=3", {"params.sigma", "no such parameter", "filters"});
}

TEST_F(CommandLine, AChainOfFiltersIsWhatWorkersDoAndTheResultSays)
{
    for (const std::string method : {"fork", "spawn"}) {
        const auto results = m_folder.path() / method;
        std::filesystem::create_directory(results);
        const Json result = jsonOf("--workload image-filter --tasks 3 --start-method " + method
            + " --param 'filters=canny,resize width=40' --param output=" + results.string());
        EXPECT_EQ(
            result["experiment"]["params"]["filters"], "canny low=50 high=150, resize width=40");
        EXPECT_EQ(result["trials"][0]["tasks"]["succeeded"], 3);
        EXPECT_EQ(result["trials"][0]["race"]["actual"], 3 * 40 * 30);
        EXPECT_EQ(std::distance(std::filesystem::directory_iterator(results), {}), 3);
    }
}

TEST_F(CommandLine, AnOutputThatCannotBeWrittenStartsNothing)
{
    for (const char* option : {"--json", "--results", "--lost", "--trace"})
        expectRefused(std::string("run --evidence ") + option + " /no/such/folder/file",
            {"/no/such/folder/file", "check the name"});
}

TEST_F(CommandLine, AMissingFileIsNamed)
{
    expectRefused("run /no/such/file.json", {"/no/such/file.json", "No such file"});
}

TEST_F(CommandLine, RefusesWhatIsNoCommandAndNoList)
{
    expectRefused("knit", {"knit", "--help"});
    expectRefused("list", {"--help"});
    expectRefused("list recipes", {"recipes", "primitives"});
    expectRefused("run one.json two.json", {"two.json"});
    expectRefused("validate", {"experiment"});
    expectRefused("validate /no/such/file.json", {"/no/such/file.json", "No such file"});
}

TEST_F(CommandLine, ValidateSaysWhatWouldRun)
{
    const std::string file
        = write("e.json", R"({"workload": "squares", "tasks": 100, "workers": 1})");
    const Printed printed = interleave("validate " + file);
    EXPECT_EQ(printed.status, 0);
    EXPECT_THAT(printed.out, HasSubstr("squares, 100 tasks, 1 workers"));
}

TEST_F(CommandLine, ValidateReportsEveryProblemAtOnce)
{
    const std::string file = write("e.json", R"({"workers": 0, "tasks": -1, "sync": "x"})");
    expectRefused("validate " + file, {"'workers'", "'tasks'", "'sync'"});
}

TEST_F(CommandLine, ListsEverythingAsJson)
{
    const Json workloads = Json::parse(interleave("list workloads --json").out);
    EXPECT_EQ(workloads.size(), 15U);
    for (const Json& workload : workloads) {
        for (const char* field : {"name", "title", "description", "parameters"})
            EXPECT_TRUE(workload.contains(field)) << field;
    }
    const Json primitives = Json::parse(interleave("list primitives --json").out);
    ASSERT_EQ(primitives.size(), 16U);
    EXPECT_EQ(primitives[0]["guards"], false);
    EXPECT_EQ(primitives[3]["name"], "lock");
    EXPECT_EQ(primitives[3]["guards"], true);
    EXPECT_EQ(Json::parse(interleave("list executors --json").out)[0]["name"], "processes");
    const Json filters = Json::parse(interleave("list filters --json").out);
    ASSERT_EQ(filters.size(), 12U);
    EXPECT_EQ(filters[1]["name"], "blur");
    EXPECT_EQ(filters[1]["division"], "local");
    EXPECT_EQ(filters[1]["halo"], 9);
    EXPECT_EQ(filters[1]["parameters"][0]["default"], 3.0);
    EXPECT_EQ(filters[11]["parameters"][0]["choices"], Json({"90", "180", "270"}));
    EXPECT_THAT(interleave("list filters").out, HasSubstr("division       local, halo 9 px"));
}

} // namespace interleave::test
