// A parameter whose values are compared, and what each workload has to compare.

#include "core/base/json.h"
#include "core/model/alternative.h"
#include "core/model/applicability.h"
#include "core/model/experiment_json.h"
#include "core/model/python_executor.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace interleave {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;
using Values = std::vector<std::string>;

Experiment falseSharing(const VariedParameter& varied)
{
    return {.workload = WorkloadKind::FalseSharing, .varyParam = varied};
}

std::string firstProblem(const Experiment& experiment)
{
    const auto problems = findProblems(experiment);
    return problems.empty() ? std::string() : problems.front().message;
}

TEST(VariedParameter, ReadsBackWhatItWrites)
{
    const VariedParameter layout{"layout", {"packed", "padded"}};
    EXPECT_EQ(toText(layout), "layout=packed, padded");
    EXPECT_EQ(variedParameterFromText("layout=packed,padded"), layout);
    EXPECT_EQ(variedParameterFromText(" layout = packed , padded "), layout);
    EXPECT_EQ(variedParameterFromText(" "), VariedParameter{});
}

TEST(VariedParameter, IsRefusedWhereNothingIsCompared)
{
    for (const char* text : {"layout", "layout=", "=packed,padded", "layout=packed", "a,b=1,2"})
        EXPECT_FALSE(variedParameterFromText(text)) << text;
    EXPECT_THAT(variedParameterFromText("layout=packed,packed").error(), HasSubstr("twice"));
}

TEST(VariedParameter, HasAtMost64Values)
{
    std::string text = "increments=1";
    for (int value = 2; value <= 64; ++value)
        text += "," + std::to_string(value);
    EXPECT_TRUE(variedParameterFromText(text));
    EXPECT_EQ(variedParameterFromText(text + ",65").error(),
        "65 values are too many to compare; name 64 at most");
}

TEST(VariedParameter, GoesThroughJsonAndBack)
{
    const Experiment experiment = falseSharing({"layout", {"packed", "padded"}});
    EXPECT_EQ(experimentFromJson(toJson(experiment)).value(), experiment);
    const auto read = experimentFromText(
        R"({"workload": "false-sharing", "vary_param": "layout=padded,packed"})", "a.json");
    EXPECT_EQ(read.value().varyParam.values, (Values{"padded", "packed"}));
}

TEST(VariedParameter, MakesAnExperimentOfEachValue)
{
    const auto variants = variantsOf(
        {.workload = WorkloadKind::FalseSharing, .varyParam = {"increments", {"1000", "2000"}}});
    ASSERT_THAT(variants, SizeIs(2));
    EXPECT_EQ(parameter<std::int64_t>(variants[1], "increments"), 2'000);
    EXPECT_THAT(variants[1].varyParam.values, IsEmpty());
    EXPECT_THAT(variantsOf({}), SizeIs(1));
}

TEST(VariedParameter, MayBeTheExecutorAndAllGetAsManyTasks)
{
    const auto variants = variantsOf(
        {.workload = WorkloadKind::Squares, .varyParam = {"executor", {"threads", "python-pool"}}});
    ASSERT_THAT(variants, SizeIs(2));
    EXPECT_EQ(variants[0].executor, ExecutorKind::Threads);
    EXPECT_EQ(variants[1].executor, ExecutorKind::PythonPool);
    EXPECT_EQ(variants[0].tasks, 10'000);
    EXPECT_EQ(variants[1].tasks, 10'000);
    EXPECT_EQ(firstProblem({.varyParam = {"executor", {"threads", "serial"}}}), "");
    EXPECT_THAT(
        firstProblem({.varyParam = {"executor", {"threads", "seriel"}}}), HasSubstr("'seriel'"));
}

TEST(VariedParameter, MustBeOneThatTheWorkloadHasWithValuesThatItAllows)
{
    EXPECT_EQ(firstProblem(falseSharing({"layout", {"packed", "padded"}})), "");
    EXPECT_THAT(firstProblem(falseSharing({"layuot", {"packed", "padded"}})),
        HasSubstr("workload false-sharing has no parameter 'layuot' to compare (did you mean "
                  "'layout'?); it has layout, increments, executor"));
    EXPECT_THAT(firstProblem(falseSharing({"layout", {"packed", "loose"}})), HasSubstr("'loose'"));
    Experiment withPoolSizes = falseSharing({"layout", {"packed", "padded"}});
    withPoolSizes.varyWorkers = {1, 2};
    EXPECT_THAT(firstProblem(withPoolSizes), HasSubstr("values of a parameter are compared alone"));
}

TEST(VariedParameter, HasNoValueTwiceInAnotherSpelling)
{
    EXPECT_EQ(firstProblem({.workload = WorkloadKind::Counter,
                  .varyParam = {"increments", {"1000", "2000", "1e3"}}}),
        "field 'vary_param': 1000 and 1e3 are the same value");
}

TEST(VariedParameter, IsNoTextForTextsHaveCommasOfTheirOwn)
{
    EXPECT_THAT(firstProblem({.workload = WorkloadKind::ImageFilter,
                    .varyParam = {"filters", {"blur", "canny"}}}),
        HasSubstr("has no parameter 'filters' to compare"));
}

TEST(VariedParameter, MustFitEachOfItsValues)
{
    Experiment buffer{.workload = WorkloadKind::BoundedBuffer, .workers = 3};
    buffer.varyParam = {"channel", {"queue", "pipe"}};
    EXPECT_THAT(firstProblem(buffer), HasSubstr("a pipe has one producer and one consumer"));
}

TEST(VariedParameter, TakesThePlaceOfItsOneValue)
{
    const Experiment experiment = falseSharing({"layout", {"packed", "padded"}});
    EXPECT_FALSE(parameterApplies(experiment, "layout"));
    EXPECT_TRUE(parameterApplies(experiment, "increments"));
    EXPECT_TRUE(parameterApplies(falseSharing({}), "layout"));
}

TEST(Alternative, IsThatOfTheWorkload)
{
    const auto of = [](WorkloadKind workload) { return alternativeOf({.workload = workload}); };
    EXPECT_EQ(toText(of(WorkloadKind::FalseSharing).value()), "layout=packed, padded");
    EXPECT_EQ(toText(of(WorkloadKind::StoreBuffering).value()), "fence=none, mfence");
    EXPECT_EQ(toText(of(WorkloadKind::Philosophers).value()), "strategy=left-first, ordered");
    EXPECT_EQ(toText(of(WorkloadKind::Phases).value()), "meeting=none, barrier");
    EXPECT_FALSE(of(WorkloadKind::Squares));
    for (const WorkloadInfo& info : workloadInfos()) {
        Experiment experiment{.workload = info.kind};
        if (needsPython(info.kind))
            experiment.executor = ExecutorKind::PythonSerial;
        experiment.varyParam = alternativeOf(experiment).value_or(VariedParameter{});
        EXPECT_EQ(firstProblem(experiment), "");
    }
}

TEST(Alternative, HasTheValueOfTheExperiment)
{
    const Experiment experiment{
        .workload = WorkloadKind::Philosophers, .params = {{"strategy", std::string("try-lock")}}};
    EXPECT_EQ(alternativeOf(experiment).value().values, (Values{"left-first", "try-lock"}));
}

} // namespace
} // namespace interleave
