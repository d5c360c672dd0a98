#include "core/model/catalogue.h"
#include "core/model/waiting_line.h"

#include <gtest/gtest.h>

#include <set>

namespace interleave {
namespace {

constexpr WorkloadKind kAllWorkloads[] = {WorkloadKind::Counter,
    WorkloadKind::Squares,
    WorkloadKind::Cubes,
    WorkloadKind::Sleep,
    WorkloadKind::ImageFilter,
    WorkloadKind::Histogram,
    WorkloadKind::Bank,
    WorkloadKind::Tickets,
    WorkloadKind::BoundedBuffer,
    WorkloadKind::ReadersWriters,
    WorkloadKind::Philosophers,
    WorkloadKind::Phases,
    WorkloadKind::FalseSharing,
    WorkloadKind::StoreBuffering,
    WorkloadKind::Function};

template <class Enum>
class Choices : public testing::Test
{
};

using Enumerations = testing::
    Types<WorkloadKind, Primitive, ExecutorKind, PythonCall, StartMethod, Schedule, OnError>;
TYPED_TEST_SUITE(Choices, Enumerations);

TYPED_TEST(Choices, EveryNameFindsItsValue)
{
    const auto choices = choicesOf<TypeParam>();
    for (std::size_t i = 0; i < choices.size(); ++i)
        EXPECT_EQ(fromName<TypeParam>(choices[i].name), static_cast<TypeParam>(i));
}

TYPED_TEST(Choices, NamesDiffer)
{
    std::set<std::string_view> names;
    for (const Choice& choice : choicesOf<TypeParam>())
        names.insert(choice.name);
    EXPECT_EQ(names.size(), choicesOf<TypeParam>().size());
}

TYPED_TEST(Choices, EveryChoiceHasATitleAndAnExplanation)
{
    for (const Choice& choice : choicesOf<TypeParam>()) {
        EXPECT_FALSE(choice.title.empty()) << choice.name;
        EXPECT_FALSE(choice.help.empty()) << choice.name;
    }
}

TYPED_TEST(Choices, AnUnknownNameIsNothing)
{
    EXPECT_EQ(fromName<TypeParam>("no such word"), std::nullopt);
}

TEST(ChoiceNames, EveryEnumeratorHasItsOwnName)
{
    EXPECT_EQ(nameOf(WorkloadKind::Counter), "counter");
    EXPECT_EQ(nameOf(WorkloadKind::Squares), "squares");
    EXPECT_EQ(nameOf(WorkloadKind::Cubes), "cubes");
    EXPECT_EQ(nameOf(WorkloadKind::Sleep), "sleep");
    EXPECT_EQ(nameOf(WorkloadKind::ImageFilter), "image-filter");
    EXPECT_EQ(nameOf(Primitive::None), "none");
    EXPECT_EQ(nameOf(Primitive::Lock), "lock");
    EXPECT_EQ(nameOf(Primitive::Semaphore), "semaphore");
    EXPECT_EQ(nameOf(Primitive::Spinlock), "spinlock");
    EXPECT_EQ(nameOf(Primitive::Atomic), "atomic");
    EXPECT_EQ(nameOf(OnError::Continue), "continue");
    EXPECT_EQ(nameOf(OnError::Stop), "stop");
}

TEST(Catalogue, EveryWorkloadStandsInItsPlace)
{
    ASSERT_EQ(std::size(kAllWorkloads), choicesOf<WorkloadKind>().size());
    for (const WorkloadKind kind : kAllWorkloads)
        EXPECT_EQ(workloadInfo(kind).kind, kind);
}

TEST(Catalogue, EveryDefaultIsAllowed)
{
    for (const WorkloadKind kind : kAllWorkloads) {
        EXPECT_GT(workloadInfo(kind).defaultTasks, 0);
        for (const ValueSpec& spec : workloadInfo(kind).parameters)
            EXPECT_EQ(findProblem(spec, spec.defaultValue), std::nullopt);
    }
}

TEST(Catalogue, EveryParameterIsExplained)
{
    for (const WorkloadKind kind : kAllWorkloads) {
        for (const ValueSpec& spec : workloadInfo(kind).parameters) {
            EXPECT_FALSE(spec.title.empty()) << spec.name;
            EXPECT_FALSE(spec.help.empty()) << spec.name;
        }
    }
}

TEST(Catalogue, ParametersAreFoundByName)
{
    const ValueSpec* increments = findParameter(WorkloadKind::Counter, "increments");
    ASSERT_NE(increments, nullptr);
    EXPECT_EQ(increments->name, "increments");
    EXPECT_EQ(findParameter(WorkloadKind::Squares, "increments"), nullptr);
}

TEST(Catalogue, TheRaceWindowIsNotWidenedUnlessAskedFor)
{
    for (const WorkloadKind kind : kAllWorkloads) {
        const ValueSpec* delay = findParameter(kind, "delay_ns");
        EXPECT_TRUE(delay == nullptr || delay->defaultValue == FieldValue(std::int64_t{0}))
            << nameOf(kind);
    }
}

TEST(Catalogue, F83_LocksThatServeInLineAreRemarkedOnWithMoreWorkersThanCores)
{
    for (const Primitive primitive : {Primitive::TicketLock, Primitive::QueueLock}) {
        EXPECT_TRUE(lineRemark(primitive, 4, 4).empty());
        const std::string remark = lineRemark(primitive, 5, 4).text();
        EXPECT_NE(remark.find("use at most 4 workers"), std::string::npos) << remark;
    }
    EXPECT_TRUE(lineRemark(Primitive::Spinlock, 5, 4).empty());
}

TEST(Catalogue, NeitherNoneNorAtomicGuardsACriticalSection)
{
    EXPECT_FALSE(guardsCriticalSection(Primitive::None));
    EXPECT_FALSE(guardsCriticalSection(Primitive::Atomic));
    EXPECT_TRUE(guardsCriticalSection(Primitive::Lock));
    EXPECT_TRUE(guardsCriticalSection(Primitive::Semaphore));
    EXPECT_TRUE(guardsCriticalSection(Primitive::Spinlock));
}

} // namespace
} // namespace interleave
