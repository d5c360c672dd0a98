#include "core/base/json.h"
#include "core/model/run_result_json.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace interleave {
namespace {

using testing::HasSubstr;

SyncUse useWithNoDefaults()
{
    return {.acquisitions = 34,
        .contended = 35,
        .waitNs = 36,
        .spinNs = 37,
        .holdNs = 38,
        .longestWaitNs = 39};
}

TrialResult trialWithNoDefaults()
{
    return {
        .end = TrialEnd::Cancelled,
        .arm = 1,
        .wallNs = 1,
        .tasks = {.total = 2, .succeeded = 3, .failed = 4, .timedOut = 5, .cancelled = 6},
        .throughputPerS = 7.5,
        .latency = {.minNs = 8.5, .p50Ns = 9.5, .p90Ns = 10.5, .p99Ns = 11.5, .maxNs = 12.5},
        .workers = {{.pid = 13,
                        .tasks = 14,
                        .busyNs = 15,
                        .waitNs = 16,
                        .cpuNs = 17,
                        .respawned = 18,
                        .switches = 32,
                        .preempted = 33,
                        .sync = useWithNoDefaults()},
            {.pid = 19}},
        .cores = {{.core = 20, .utilisation = 0.5, .run = 0.25}},
        .race = {.expected = UINT64_MAX,
            .actual = 22,
            .updates = 23,
            .survived = 24,
            .lost = 25,
            .uncertain = 26},
        .sync = {.use = useWithNoDefaults(),
            .handOvers = 40,
            .ownersDied = 41,
            .fairness = 0.5,
            .waitedShare = 0.25,
            .waits = {{.waiter = 1, .holder = 2, .times = 42}}},
        .outcome = {.sentence = "3 of 10",
            .asWanted = false,
            .figures = {{.name = "oversold",
                            .title = "tickets oversold",
                            .unit = "%",
                            .value = 1.5,
                            .wanted = 0.0},
                {.name = "free"}},
            .charts = {{.title = "How many?",
                .unit = "meals",
                .xTitle = "time (s)",
                .labels = {"a"},
                .x = {0.5},
                .values = {1.5, 2.5},
                .wanted = 3.5,
                .unwanted = {1}}}},
        .deadlock = {{.worker = 1, .pid = 43, .waitsFor = "fork 2", .heldBy = 2}},
        .evidence = EvidenceResult{.operations = 44,
            .survived = 45,
            .lost = 46,
            .unsettled = 56,
            .agrees = true,
            .doubt = "none",
            .collisions = 47,
            .mostVictims = 48,
            .overwriterExact = 49,
            .overwriterProcess = 50,
            .atLogPages = 0.75,
            .lostOfWorker = {51, 52},
            .collided = {{.waiter = 3, .holder = 4, .times = 53}},
            .nsPerOperation = 54.5},
        .errors = {{.task = 27, .kind = "crashed", .message = "signal 11"},
            {.task = std::nullopt, .kind = "killed", .message = ""}},
        .errorsOmitted = 28,
        .events = {.recorded = 29, .locks = 55, .dropped = 30},
        .overhead = {.engineCpuShare = 0.125,
            .nsPerEvent = 31.5,
            .window
            = WindowCost{.cpuShare = 0.375, .frames = 57, .frameNs = 58.5, .worstFrameNs = 59.5}},
    };
}

RunResult runWithNoDefaults()
{
    return {
        .experiment = {.workload = WorkloadKind::Squares, .tasks = 5, .sync = Primitive::Lock},
        .machine = {.processor = "a processor",
            .kernel = "Linux 1",
            .cores = 4,
            .usableCores = 2,
            .memoryBytes = 1'000,
            .clock = "tsc"},
        .trials = {trialWithNoDefaults(), TrialResult{}},
        .summary = {.trials = 2,
            .wallNs
            = {.median = 1.5, .lowerQuartile = 2.5, .upperQuartile = 3.5, .low = 4.5, .high = 5.5},
            .throughputPerS = {.median = 6.5},
            .lost = {.median = 7.5},
            .waitShare = {.median = 8.5},
            .holdShare = {.median = 9.5},
            .spinShare = {.median = 10.5},
            .fairness = {.median = 11.5},
            .switches = {.median = 12.5},
            .tasks = {.total = 8}},
        .arms = {{.arm = {.sync = Primitive::Spinlock, .watch = Watch::Logged},
            .summary = {.trials = 3}}},
        .probe = ProbeEffect{.tagged = {.ratio = 1.5, .low = 0.5, .high = 2.5, .defined = true},
            .logged = {.ratio = 3.5}},
    };
}

// A run's JSON with one field replaced.
std::string problemAfter(const char* pointer, const Json& value)
{
    Json json = toJson(runWithNoDefaults());
    json[Json::json_pointer(pointer)] = value;
    const auto result = runResultFromJson(json);
    return result ? "none" : result.error().message;
}

std::string problemWithout(const char* object, const char* field)
{
    Json json = toJson(runWithNoDefaults());
    json[Json::json_pointer(object)].erase(field);
    const auto result = runResultFromJson(json);
    return result ? "none" : result.error().message;
}

// Compared as JSON text: the values have no operator==, and each field is another number.
TEST(RunResultJson, EveryFieldSurvivesTheRoundTrip)
{
    const Json json = toJson(runWithNoDefaults());
    const auto back = runResultFromJson(json);
    ASSERT_TRUE(back) << back.error().message;
    EXPECT_EQ(toJson(*back).dump(), json.dump());
}

TEST(RunResultJson, EveryFieldOfATrialSurvivesTheRoundTrip)
{
    const auto back = trialResultFromJson(toJson(trialWithNoDefaults()));
    ASSERT_TRUE(back) << back.error().message;
    EXPECT_EQ(back->end, TrialEnd::Cancelled);
    EXPECT_EQ(back->race.expected, UINT64_MAX);
    EXPECT_EQ(back->workers.at(0).respawned, 18U);
    EXPECT_EQ(back->errors.at(0).task, 27U);
    EXPECT_EQ(back->errors.at(1).task, std::nullopt);
    EXPECT_EQ(toJson(*back).dump(), toJson(trialWithNoDefaults()).dump());
}

TEST(RunResultJson, ATrialHasTheFieldsOfTheDocumentedFormat)
{
    const Json json = toJson(trialWithNoDefaults());
    EXPECT_EQ(json["tasks"].dump(),
        R"({"total":2,"succeeded":3,"failed":4,"timed_out":5,"cancelled":6})");
    EXPECT_EQ(
        json["latency_ns"].dump(), R"({"min":8.5,"p50":9.5,"p90":10.5,"p99":11.5,"max":12.5})");
    EXPECT_EQ(json["cores"].dump(), R"([{"core":20,"utilisation":0.5,"run":0.25}])");
    EXPECT_EQ(json["events"].dump(), R"({"recorded":29,"locks":55,"dropped":30})");
    EXPECT_EQ(json["errors"][0].dump(), R"({"task":27,"kind":"crashed","message":"signal 11"})");
    EXPECT_EQ(json["errors"][1]["task"], nullptr);
    EXPECT_EQ(json["end"], "cancelled");
    EXPECT_EQ(json["wall_ns"], 1);
}

TEST(RunResultJson, AWindowsCostStandsBesideTheEngines)
{
    EXPECT_EQ(toJson(trialWithNoDefaults())["overhead"]["window"].dump(),
        R"({"cpu_share":0.375,"frames":57,"frame_ns":58.5,"worst_frame_ns":59.5})");
}

TEST(RunResultJson, WhereNoWindowWatchedThereIsNone)
{
    const Json json = toJson(TrialResult{});
    EXPECT_FALSE(json["overhead"].contains("window"));
    const auto back = trialResultFromJson(json);
    ASSERT_TRUE(back) << back.error().message;
    EXPECT_EQ(back->overhead.window, std::nullopt);
}

TEST(RunResultJson, ARunHasTheFieldsOfTheDocumentedFormat)
{
    const Json json = toJson(runWithNoDefaults());
    EXPECT_EQ(json["schema"], "interleave-run-1");
    for (const char* field : {"experiment", "machine", "trials", "summary"})
        EXPECT_TRUE(json.contains(field)) << field;
}

TEST(RunResultJson, AMissingPartIsNamed)
{
    EXPECT_THAT(problemWithout("", "machine"), HasSubstr("'machine'"));
    EXPECT_THAT(problemWithout("", "trials"), HasSubstr("'trials'"));
}

TEST(RunResultJson, AMissingFieldIsNamed)
{
    EXPECT_THAT(problemWithout("/trials/0", "wall_ns"), HasSubstr("'wall_ns'"));
    EXPECT_THAT(problemWithout("/summary/lost", "median"), HasSubstr("'median'"));
}

TEST(RunResultJson, AMistypedFieldIsNamed)
{
    EXPECT_THAT(problemAfter("/trials/0/wall_ns", "fast"), HasSubstr("'wall_ns'"));
    EXPECT_THAT(problemAfter("/machine/processor", 3), HasSubstr("'processor'"));
    EXPECT_THAT(problemAfter("/trials/0/race", Json::array()), HasSubstr("'race'"));
    EXPECT_THAT(problemAfter("/trials/0/workers", nullptr), HasSubstr("'workers'"));
    EXPECT_THAT(problemAfter("/trials/0/errors/0/task", "x"), HasSubstr("'task'"));
    EXPECT_THAT(problemAfter("/trials/0/overhead/window", 3), HasSubstr("'window'"));
}

TEST(RunResultJson, TrialsMustBeAList)
{
    EXPECT_NE(problemAfter("/trials", nullptr), "none");
    EXPECT_NE(problemAfter("/trials", 5), "none");
}

TEST(RunResultJson, ABadExperimentIsNamed)
{
    EXPECT_THAT(problemAfter("/experiment/workers", 0), HasSubstr("field 'workers': 0"));
}

TEST(RunResultJson, AnythingButAnObjectIsRefused)
{
    for (const Json& json : {Json(), Json(3), Json::array(), Json("text")}) {
        EXPECT_FALSE(runResultFromJson(json));
        EXPECT_FALSE(trialResultFromJson(json));
    }
}

TEST(DumpJson, BytesThatAreNotUtf8BecomeTheReplacementCharacter)
{
    TrialResult trial;
    trial.errors.push_back({.task = 0, .kind = "exception", .message = "caf\xE9.png"});
    EXPECT_THAT(dumpJson(toJson(trial)), HasSubstr("caf\uFFFD.png"));
}

TEST(RunResultJson, F127_OfATrialThatWasNotMeasuredNoZerosAreWritten)
{
    TrialResult trial{.end = TrialEnd::Failed, .measured = false};
    trial.tasks = {.total = 50, .cancelled = 50};
    trial.errors = {{std::nullopt, "engine", "no memory"}};
    const Json json = toJson(trial);
    EXPECT_EQ(json["tasks"].dump(), "{\"total\":50}");
    for (const char* field : {"wall_ns", "throughput_per_s", "race", "workers", "ledger"})
        EXPECT_FALSE(json.contains(field)) << field;
    const TrialResult read = trialResultFromJson(json).value();
    EXPECT_FALSE(read.measured);
    EXPECT_EQ(read.tasks.total, 50U);
    EXPECT_EQ(read.tasks.cancelled, 50U);
    EXPECT_EQ(read.errors.at(0).message, "no memory");
}

TEST(RunResultJson, F127_OfARunWithoutACompleteTrialNoMediansAreWritten)
{
    RunResult run;
    run.trials.push_back({.end = TrialEnd::Cancelled});
    const Json json = toJson(run);
    EXPECT_EQ(json["summary"]["trials"], 0);
    EXPECT_FALSE(json["summary"].contains("wall_ns"));
    EXPECT_EQ(runResultFromJson(json).value().summary.trials, 0U);
}

TEST(RunResultJson, F120_AShortageIsKept)
{
    TrialResult trial;
    EXPECT_FALSE(toJson(trial).contains("shortage"));
    trial.shortage = Shortage{.had = 2, .wanted = 3, .why = "a limit"};
    EXPECT_EQ(trialResultFromJson(toJson(trial)).value().shortage->why, "a limit");
}

TEST(RunResultJson, KeepsWhatWasAskedWhenItBeganAndItsName)
{
    RunResult run;
    run.experiment.workers = 4;
    run.asked = Experiment{};
    run.startedMs = 1'700'000'000'123;
    run.name = "before the lecture";
    const auto back = runResultFromJson(toJson(run));
    ASSERT_TRUE(back.has_value()) << back.error().message;
    EXPECT_EQ(back->asked, Experiment{});
    EXPECT_EQ(back->experiment.workers, 4);
    EXPECT_EQ(back->startedMs, run.startedMs);
    EXPECT_EQ(back->name, run.name);
    Json old = toJson(run);
    for (const char* newer : {"asked", "started_ms", "name"})
        old.erase(newer);
    const auto older = runResultFromJson(old);
    ASSERT_TRUE(older.has_value()) << older.error().message;
    EXPECT_FALSE(older->asked.has_value());
}

} // namespace
} // namespace interleave
