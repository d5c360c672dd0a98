#include "core/model/experiment.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace interleave {
namespace {

using namespace std::string_literals;
using testing::ElementsAre;
using testing::Field;
using testing::HasSubstr;
using testing::IsEmpty;

void set(Experiment& experiment, std::string_view field, const FieldValue& value)
{
    findField(field)->write(experiment, value);
}

auto hasMessage(std::string message)
{
    return Field(&ExperimentProblem::message, std::move(message));
}

TEST(Experiment, TheDefaultIsValid)
{
    EXPECT_THAT(findProblems(Experiment{}), IsEmpty());
}

TEST(Experiment, EveryFieldReadsBackWhatWasWritten)
{
    const std::pair<const char*, FieldValue> values[] = {
        {"workload", "sleep"s},
        {"tasks", std::int64_t{7}},
        {"workers", std::int64_t{3}},
        {"executor", "threads"s},
        {"all_at_once", true},
        {"start_method", "spawn"s},
        {"schedule", "dynamic"s},
        {"chunk", std::int64_t{5}},
        {"call", "each"s},
        {"without_join", true},
        {"hand_back", "queue"s},
        {"joblib_backend", "threading"s},
        {"joblib_memory", true},
        {"python", "python3.12"s},
        {"sync", "spinlock"s},
        {"permits", std::int64_t{4}},
        {"compare", "none, lock, atomic"s},
        {"vary_workers", "1, 2, 8"s},
        {"vary_param", "layout=packed, padded"s},
        {"evidence", true},
        {"probe", true},
        {"trials", std::int64_t{9}},
        {"timeout", 1.5},
        {"on_error", "stop"s},
        {"inject", "hang@3, kill-lock-holder"s},
        {"seed", std::int64_t{42}},
        {"pin", true},
    };
    ASSERT_EQ(std::size(values), experimentFields().size());
    for (const auto& [name, value] : values) {
        Experiment experiment;
        set(experiment, name, value);
        EXPECT_EQ(findField(name)->read(experiment), value) << name;
    }
}

TEST(Experiment, EveryFieldsDefaultIsThatOfAFreshExperiment)
{
    for (const ExperimentField& field : experimentFields())
        EXPECT_EQ(field.read(Experiment{}), field.spec.defaultValue) << field.spec.name;
}

TEST(Experiment, EveryFieldIsExplained)
{
    for (const ExperimentField& field : experimentFields()) {
        EXPECT_FALSE(field.spec.title.empty()) << field.spec.name;
        EXPECT_FALSE(field.spec.help.empty()) << field.spec.name;
    }
}

TEST(Experiment, AutoEmptiesTheOptionalFields)
{
    Experiment experiment{.tasks = 5, .workers = 5, .chunk = 5};
    for (const char* name : {"tasks", "workers", "chunk"})
        set(experiment, name, "auto"s);
    EXPECT_EQ(experiment, Experiment{});
}

TEST(Experiment, AWholeNumberOfSecondsIsATimeout)
{
    Experiment experiment;
    set(experiment, "timeout", std::int64_t{3});
    EXPECT_EQ(experiment.timeout, 3.0);
}

TEST(Experiment, AnUnknownFieldIsNotFound)
{
    EXPECT_EQ(findField("wrokers"), nullptr);
}

TEST(Experiment, NoWorkersAreRefused)
{
    EXPECT_THAT(findProblems({.workers = 0}),
        ElementsAre(hasMessage("field 'workers': 0 is not allowed; use a whole number from 1 to "
                               "1024 workers, or auto")));
}

TEST(Experiment, TwoThousandWorkersAreRefused)
{
    EXPECT_THAT(findProblems({.workers = 2000}),
        ElementsAre(hasMessage("field 'workers': 2000 is not allowed; use a whole number from 1 "
                               "to 1024 workers, or auto")));
}

TEST(Experiment, NegativeTasksAreRefused)
{
    EXPECT_THAT(findProblems({.tasks = -1}),
        ElementsAre(hasMessage("field 'tasks': -1 is not allowed; use a whole number from 1 to "
                               "100000000, or auto")));
}

TEST(Experiment, ATimeoutThatIsNotANumberIsRefused)
{
    Experiment experiment;
    experiment.timeout = std::numeric_limits<double>::quiet_NaN();
    EXPECT_THAT(findProblems(experiment), ElementsAre(Field(&ExperimentProblem::field, "timeout")));
}

TEST(Experiment, AFaultInATaskThatThereIsNotIsRefused)
{
    EXPECT_THAT(findProblems({.tasks = 5, .inject = {{FaultKind::Raise, 5}}}),
        ElementsAre(
            hasMessage("field 'inject': raise@5 is not allowed; there are 5 tasks, from 0 to 4")));
}

TEST(Experiment, ATaskThatHangsNeedsATimeOut)
{
    EXPECT_THAT(findProblems({.inject = {{FaultKind::Hang, 5}}}),
        ElementsAre(hasMessage("field 'inject': hang@5 would never end; set a task time-out "
                               "('timeout') too")));
    EXPECT_THAT(findProblems({.timeout = 1, .inject = {{FaultKind::Hang, 5}}}), IsEmpty());
}

TEST(Experiment, NobodyHoldsAPrimitiveThatHasNoHolder)
{
    for (const Primitive primitive : {Primitive::None, Primitive::Atomic}) {
        const auto problems
            = findProblems({.sync = primitive, .inject = {{FaultKind::KillLockHolder}}});
        ASSERT_EQ(problems.size(), 1U);
        EXPECT_EQ(problems[0].message,
            "field 'inject': kill-lock-holder needs a primitive that somebody holds ('"s
                + std::string(nameOf(primitive))
                + "' has no holder); set 'sync' to lock, semaphore or spinlock");
    }
    EXPECT_THAT(findProblems({.inject = {{FaultKind::KillLockHolder}}}), IsEmpty());
}

TEST(Experiment, ASemaphoreWithoutPermitsIsRefused)
{
    EXPECT_THAT(findProblems({.sync = Primitive::Semaphore, .permits = 0}),
        ElementsAre(
            hasMessage("field 'permits': 0 is not allowed; use a whole number from 1 to 64")));
}

TEST(Experiment, EvidenceNeedsAWordThatCarriesATag)
{
    EXPECT_THAT(findProblems({.workload = WorkloadKind::Sleep, .evidence = true}),
        ElementsAre(hasMessage("field 'evidence': the tasks of workload sleep do not update one "
                               "word that could carry a tag; use one of counter, squares, cubes")));
}

TEST(Experiment, EvidenceNeedsALoadThatCanBeLogged)
{
    const auto problems
        = findProblems({.compare = {Primitive::None, Primitive::Atomic}, .evidence = true});
    ASSERT_EQ(problems.size(), 1U);
    EXPECT_EQ(problems[0].field, "evidence");
    EXPECT_THAT(problems[0].message, HasSubstr("atomic changes the word in one step"));
}

TEST(Experiment, TheProbeIsMeasuredOnOnePrimitive)
{
    EXPECT_THAT(findProblems({.compare = {Primitive::None, Primitive::Lock}, .probe = true}),
        ElementsAre(Field(&ExperimentProblem::field, "probe")));
}

TEST(Experiment, ASerialOneHasNeitherPoolSizeNorChunk)
{
    const Experiment serial{.executor = ExecutorKind::Serial};
    for (const char* name : {"workers", "schedule", "chunk", "all_at_once"})
        EXPECT_FALSE(findField(name)->applies(serial)) << name;
}

TEST(Experiment, AllAtOnceLeavesNoLimitToSet)
{
    Experiment experiment{.executor = ExecutorKind::ProcessPerTask};
    EXPECT_TRUE(findField("workers")->applies(experiment));
    experiment.allAtOnce = true;
    EXPECT_TRUE(findField("all_at_once")->applies(experiment));
    EXPECT_FALSE(findField("workers")->applies(experiment));
}

TEST(Experiment, AllProblemsAreReported)
{
    EXPECT_THAT(findProblems({.tasks = 0, .workers = 0, .trials = 0}),
        ElementsAre(Field(&ExperimentProblem::field, "tasks"),
            Field(&ExperimentProblem::field, "workers"),
            Field(&ExperimentProblem::field, "trials")));
}

TEST(Experiment, AParameterOfAnotherWorkloadIsRefusedWithThoseThatExist)
{
    EXPECT_THAT(findProblems({.params = {{"work", std::int64_t{1}}}}),
        ElementsAre(hasMessage("field 'params.work': workload counter has no such parameter; it "
                               "has increments, delay_ns")));
}

TEST(Experiment, AParameterOutOfRangeIsRefused)
{
    EXPECT_THAT(findProblems({.params = {{"increments", std::int64_t{0}}}}),
        ElementsAre(
            hasMessage("field 'params.increments': 0 is not allowed; use a whole number from 1 "
                       "to 1000000000")));
}

TEST(Parameter, IsTheDefaultUnlessSet)
{
    Experiment experiment;
    EXPECT_EQ(parameter<std::int64_t>(experiment, "increments"), 10'000);
    experiment.params["increments"] = std::int64_t{5};
    EXPECT_EQ(parameter<std::int64_t>(experiment, "increments"), 5);
}

TEST(Parameter, AWholeNumberIsReadAsReal)
{
    const Experiment experiment{
        .workload = WorkloadKind::Sleep, .params = {{"duration", std::int64_t{2}}}};
    EXPECT_EQ(parameter<double>(experiment, "duration"), 2.0);
}

} // namespace
} // namespace interleave
