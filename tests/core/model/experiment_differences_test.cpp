#include "core/model/experiment_differences.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>

namespace interleave::test {

namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::vector<std::string> namesOf(const std::vector<ExperimentDifference>& differences)
{
    std::vector<std::string> names;
    for (const ExperimentDifference& difference : differences)
        names.emplace_back(difference.spec->name);
    return names;
}

TEST(ExperimentDifferences, AreFieldsAndParametersInTheOrderOfTheForm)
{
    std::array<Experiment, 2> experiments;
    experiments[1].params["increments"] = std::int64_t{7};
    experiments[1].sync = Primitive::None;
    experiments[1].workers = 3;
    const auto differences = differencesOf(experiments);
    EXPECT_THAT(namesOf(differences), ElementsAre("workers", "sync", "increments"));
    EXPECT_EQ(differences[0].values[0], FieldValue(std::string("auto")));
    EXPECT_EQ(differences[0].values[1], FieldValue(std::int64_t{3}));
    EXPECT_EQ(differences[2].values[1], FieldValue(std::int64_t{7}));
}

TEST(ExperimentDifferences, OfEqualExperimentsAreNone)
{
    const std::array<Experiment, 3> experiments;
    EXPECT_THAT(differencesOf(experiments), IsEmpty());
}

TEST(ExperimentDifferences, LeaveOutWhatMakesNoDifference)
{
    std::array<Experiment, 2> experiments; // under a lock
    experiments[1].permits = 2;
    EXPECT_THAT(differencesOf(experiments), IsEmpty());
}

TEST(ExperimentDifferences, AParameterThatOneHasNotIsNothing)
{
    std::array<Experiment, 2> experiments;
    experiments[1].workload = WorkloadKind::Sleep;
    const auto differences = differencesOf(experiments);
    const auto duration = std::ranges::find(
        differences, "duration", [](const auto& difference) { return difference.spec->name; });
    ASSERT_NE(duration, differences.end());
    EXPECT_EQ(duration->values[0], std::nullopt);
    EXPECT_TRUE(duration->values[1].has_value());
}

TEST(ExperimentDifferences, OfArmsAreWhatTheyCompare)
{
    RunResult run;
    run.experiment.workload = WorkloadKind::FalseSharing;
    run.experiment.varyParam = {.name = "layout", .values = {"packed", "padded"}};
    run.arms.resize(2);
    run.arms[0].arm = {.workers = 2, .value = 0};
    run.arms[1].arm = {.workers = 2, .value = 1};
    const std::array experiments{experimentOfArm(run, 0), experimentOfArm(run, 1)};
    EXPECT_THAT(namesOf(differencesOf(experiments)), ElementsAre("layout"));
    EXPECT_EQ(experiments[1].workers, 2);
    run.experiment.varyParam = {};
    run.experiment.workload = WorkloadKind::Counter;
    run.experiment.compare = {Primitive::None, Primitive::Lock};
    run.arms[0].arm = {.sync = Primitive::None, .workers = 2};
    run.arms[1].arm = {.sync = Primitive::Lock, .workers = 2};
    const std::array primitives{experimentOfArm(run, 0), experimentOfArm(run, 1)};
    EXPECT_THAT(namesOf(differencesOf(primitives)), ElementsAre("sync"));
}

} // namespace

} // namespace interleave::test
