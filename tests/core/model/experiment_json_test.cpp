#include "core/base/json.h"
#include "core/model/experiment_json.h"
#include "core/model/python_executor.h"
#include "core/model/run_result_json.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace interleave {
namespace {

using namespace std::string_literals;
using testing::HasSubstr;
using testing::StartsWith;

Experiment experimentWithNoDefaults()
{
    return {
        .workload = WorkloadKind::ImageFilter,
        .params
        = {{"input", "/in put"s}, {"filters", "blur sigma=3"s}, {"delay_ns", std::int64_t{5}}},
        .tasks = 12,
        .workers = 3,
        .chunk = 4,
        .sync = Primitive::Spinlock,
        .trials = 7,
        .timeout = 0.1,
        .onError = OnError::Stop,
        .seed = 9'000'000'000'000'000,
        .pin = true,
    };
}

std::string problemsOf(std::string_view text)
{
    const auto experiment = experimentFromText(text, "a.json");
    return experiment ? "none" : joinMessages(experiment.error());
}

TEST(ExperimentJson, EveryFieldSurvivesTheRoundTrip)
{
    const Experiment experiment = experimentWithNoDefaults();
    const auto back = experimentFromText(toJson(experiment).dump(), "a.json");
    ASSERT_TRUE(back) << joinMessages(back.error());
    EXPECT_EQ(*back, experiment);
}

TEST(ExperimentJson, TheDefaultSurvivesTheRoundTrip)
{
    const auto back = experimentFromText(toJson(Experiment{}).dump(), "a.json");
    ASSERT_TRUE(back) << joinMessages(back.error());
    EXPECT_EQ(*back, Experiment{});
}

TEST(ExperimentJson, EveryWorkloadWithAllItsParametersSurvivesTheRoundTrip)
{
    for (const Choice& workload : choicesOf<WorkloadKind>()) {
        Experiment experiment{.workload = *fromName<WorkloadKind>(workload.name)};
        if (needsPython(experiment.workload))
            experiment.executor = ExecutorKind::PythonSerial;
        for (const ValueSpec& spec : workloadInfo(experiment.workload).parameters)
            experiment.params.emplace(spec.name, spec.defaultValue);
        const auto back = experimentFromText(toJson(experiment).dump(), "a.json");
        ASSERT_TRUE(back) << joinMessages(back.error());
        EXPECT_EQ(*back, experiment) << workload.name;
    }
}

TEST(ExperimentJson, EveryFieldIsWritten)
{
    const Json json = toJson(Experiment{});
    for (const ExperimentField& field : experimentFields())
        EXPECT_TRUE(json.contains(std::string(field.spec.name))) << field.spec.name;
    EXPECT_EQ(json["schema"], "interleave-experiment-1");
    EXPECT_EQ(json["workers"], "auto");
    EXPECT_EQ(json["params"], Json::object());
}

TEST(ExperimentJson, FieldsThatAreAbsentKeepTheirDefaults)
{
    const auto experiment = experimentFromText(R"({"workers": 2})", "a.json");
    ASSERT_TRUE(experiment);
    EXPECT_EQ(*experiment, (Experiment{.workers = 2}));
}

TEST(ExperimentJson, ParametersBeforeTheirWorkloadAreUnderstood)
{
    EXPECT_EQ(problemsOf(R"({"params": {"work": 5}, "workload": "cubes"})"), "none");
}

TEST(ExperimentJson, TheNumberOfTasksMayBeWrittenAs1e6)
{
    const auto experiment = experimentFromText(R"({"tasks": 1e6})", "a.json");
    ASSERT_TRUE(experiment) << joinMessages(experiment.error());
    EXPECT_EQ(experiment->tasks, 1'000'000);
}

TEST(ExperimentJson, AParameterMayBeWrittenAs1e3)
{
    const auto experiment = experimentFromText(R"({"params": {"increments": 1e3}})", "a.json");
    ASSERT_TRUE(experiment) << joinMessages(experiment.error());
    EXPECT_EQ(parameter<std::int64_t>(*experiment, "increments"), 1000);
}

TEST(ExperimentJson, ASyntaxErrorNamesFileLineAndColumn)
{
    EXPECT_THAT(problemsOf("{\n  \"workers\": ,\n}"), StartsWith("a.json: line 2, column 14: "));
}

TEST(ExperimentJson, AnythingButAnObjectIsRefused)
{
    for (const char* text : {"[]", "3", "null", "\"counter\""})
        EXPECT_EQ(problemsOf(text), "a.json: an experiment must be a JSON object") << text;
}

TEST(ExperimentJson, AnUnknownFieldIsNamedWithThoseThatExist)
{
    EXPECT_EQ(problemsOf(R"({"wrokers": 2})"),
        "field 'wrokers': unknown (did you mean 'workers'?); an experiment has params, workload, "
        "tasks, workers, executor, "
        "all_at_once, start_method, schedule, chunk, call, without_join, "
        "hand_back, joblib_backend, joblib_memory, python, sync, permits, compare, "
        "vary_workers, "
        "vary_param, evidence, probe, trials, timeout, on_error, inject, seed, pin");
}

TEST(ExperimentJson, AnUnknownWorkloadIsNamedWithThoseThatExist)
{
    EXPECT_EQ(problemsOf(R"({"workload": "sqares"})"),
        "field 'workload': 'sqares' is not allowed; use one of counter, squares, cubes, sleep, "
        "image-filter, histogram, bank, tickets, bounded-buffer, readers-writers, philosophers, "
        "phases, false-sharing, store-buffering, function");
}

TEST(ExperimentJson, ParametersOfAnUnknownWorkloadAreNotBlamed)
{
    EXPECT_EQ(problemsOf(R"({"workload": "sqares", "params": {"work": 5}})"),
        problemsOf(R"({"workload": "sqares"})"));
}

TEST(ExperimentJson, AnUnknownPrimitiveIsNamedWithThoseThatExist)
{
    EXPECT_EQ(problemsOf(R"({"sync": "mutex"})"),
        "field 'sync': 'mutex' is not allowed; use one of none, atomic, cas, lock, "
        "error-checking-lock, recursive-lock, spinlock, ticket-lock, queue-lock, semaphore, "
        "bounded-semaphore, rwlock-readers, rwlock-writers, flock, fcntl, system-v-semaphore");
}

TEST(ExperimentJson, FaultsMayBeATextOrAList)
{
    const auto text = experimentFromText(R"({"inject": "raise@5,kill-worker"})", "a.json");
    const auto list = experimentFromText(R"({"inject": ["raise@5", "kill-worker"]})", "a.json");
    ASSERT_TRUE(text && list);
    EXPECT_EQ(text->inject, (std::vector<Fault>{{FaultKind::Raise, 5}, {FaultKind::KillWorker}}));
    EXPECT_EQ(*text, *list);
    EXPECT_EQ(toJson(*list)["inject"], "raise@5, kill-worker");
}

TEST(ExperimentJson, AFaultThatDoesNotExistIsNamedWithThoseThatDo)
{
    EXPECT_EQ(problemsOf(R"({"inject": "rise@5"})"),
        "field 'inject': 'rise@5' is no fault; use raise@TASK, crash@TASK, exit@TASK, hang@TASK, "
        "kill-worker or kill-lock-holder");
}

TEST(ExperimentJson, AnotherSchemaIsRefused)
{
    EXPECT_EQ(problemsOf(R"({"schema": "interleave-experiment-2"})"),
        R"(field 'schema': "interleave-experiment-2" is not allowed; use interleave-experiment-1)");
}

TEST(ExperimentJson, NoWorkersAndTwoThousandAreRefused)
{
    EXPECT_THAT(problemsOf(R"({"workers": 0})"), StartsWith("field 'workers': 0 is not allowed"));
    EXPECT_THAT(
        problemsOf(R"({"workers": 2000})"), StartsWith("field 'workers': 2000 is not allowed"));
}

TEST(ExperimentJson, NumbersBeyond64BitsAreRefused)
{
    EXPECT_THAT(problemsOf(R"({"workers": 18446744073709551617})"), HasSubstr("is not allowed"));
    EXPECT_THAT(problemsOf(R"({"seed": -9223372036854775809})"), HasSubstr("is not allowed"));
}

TEST(ExperimentJson, EveryWrongTypeIsRefusedForEveryField)
{
    for (const ExperimentField& field : experimentFields()) {
        for (const std::string_view value : {"null", "[]", "{}", "\"\"", "-1", "-0.5"}) {
            if (field.spec.type == ValueType::Text && (value == "[]" || value == "\"\""))
                continue; // no faults
            const std::string text
                = "{\"" + std::string(field.spec.name) + "\": " + std::string(value) + "}";
            EXPECT_THAT(problemsOf(text), HasSubstr("is not allowed; use")) << text;
        }
    }
}

TEST(ExperimentJson, AChainOfFiltersMayBeAList)
{
    const auto experiment = experimentFromText(
        R"({"workload": "image-filter", "params": {"filters": ["blur sigma=2", "canny"]}})", "a");
    ASSERT_TRUE(experiment);
    EXPECT_EQ(parameter<std::string>(*experiment, "filters"), "blur sigma=2, canny");
}

TEST(ExperimentJson, AValueThatIsNoScalarIsShown)
{
    EXPECT_EQ(problemsOf(R"({"workers": [1, 2]})"),
        "field 'workers': [1,2] is not allowed; use a whole number from 1 to 1024 workers, or "
        "auto");
}

TEST(ExperimentJson, ParametersMustBeAnObject)
{
    EXPECT_EQ(problemsOf(R"({"params": [1]})"), "field 'params': must be an object of parameters");
}

TEST(ExperimentJson, AParameterThatIsNoScalarIsRefused)
{
    EXPECT_EQ(problemsOf(R"({"params": {"increments": null}})"),
        "field 'params.increments': null is not allowed; use a number or a text");
}

TEST(ExperimentJson, AllProblemsAreReportedOneALine)
{
    EXPECT_EQ(problemsOf(R"({"workers": 0, "pin": 1, "params": {"x": 1}})"),
        "field 'workers': 0 is not allowed; use a whole number from 1 to 1024 workers, or auto\n"
        "field 'pin': 1 is not allowed; use true or false\n"
        "field 'params.x': workload counter has no such parameter; it has increments, delay_ns");
}

TEST(ExperimentJson, ParametersNestedToTheLimitDoNotCrash)
{
    const std::string deep
        = std::string(kMaxJsonDepth - 2, '[') + std::string(kMaxJsonDepth - 2, ']');
    EXPECT_THAT(
        problemsOf(R"({"params": {"increments": )" + deep + "}}"), HasSubstr("not allowed"));
}

TEST(ExperimentJson, AFolderWhoseNameIsNotUtf8IsWrittenAndComesBack)
{
    const Experiment experiment{
        .workload = WorkloadKind::ImageFilter, .params = {{"input", "/tmp/\xFF\xFE"s}}};
    const std::string text = dumpJson(toJson(experiment));
    EXPECT_THAT(text, HasSubstr("file:/tmp/%FF%FE"));
    EXPECT_EQ(experimentFromText(text, "it").value(), experiment);
}

} // namespace
} // namespace interleave
