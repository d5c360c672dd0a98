// A guard that the kernel takes away in the middle of a run: tasks throw half-way, and the accounts
// add up all the same.

#include "tests/core/workload/problem_run.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <sys/sem.h>
#include <unistd.h>

namespace interleave::test {
namespace {

constexpr int kTries = 20; // to take it away within a task and not between two

union SemaphoreArgument { // semctl(2): the caller must define it
    int value;
    semid_ds* status;
    unsigned short* values;
    seminfo* info;
};

// Those that this process has created: a set's values say whose it is (system_v_lock.h).
void removeOwnSemaphores()
{
    std::array<unsigned short, 8> values{};
    seminfo info{};
    const int highest = ::semctl(0, 0, SEM_INFO, SemaphoreArgument{.info = &info});
    for (int index = 0; index <= highest; ++index) {
        semid_ds status{};
        const int id = ::semctl(index, 0, SEM_STAT, SemaphoreArgument{.status = &status});
        if (id < 0 || status.sem_nsems != values.size()
            || ::semctl(id, 0, GETALL, SemaphoreArgument{.values = values.data()}) < 0)
            continue;
        if ((values[3] | values[4] << 15) == ::getpid())
            ::semctl(id, 0, IPC_RMID);
    }
}

TrialResult runWithoutItsSemaphore(Problem problem)
{
    problem.sync = Primitive::SystemVSemaphore;
    bool removed = false;
    WatchedRun run([&](interleave::Run&, const Recording& recording) {
        if (!std::exchange(removed, removed || recording.tasksEnded() > 0) && removed)
            removeOwnSemaphores();
    });
    return run.run(experimentOf(problem)).trials.at(0);
}

// A trial in which a task was cut off after some of its updates.
TrialResult cutOffHalfWay(const Problem& problem)
{
    TrialResult trial = runWithoutItsSemaphore(problem);
    for (int attempt = 1; attempt < kTries && trial.race.actual == trial.race.expected; ++attempt)
        trial = runWithoutItsSemaphore(problem);
    EXPECT_NE(trial.race.actual, trial.race.expected);
    return trial;
}

void expectUpdatesAddUp(const TrialResult& trial)
{
    EXPECT_EQ(trial.end, TrialEnd::Finished);
    EXPECT_GT(trial.tasks.failed, 0U);
    EXPECT_TRUE(trial.ledger.proved) << trial.ledger.doubt;
    EXPECT_EQ(trial.race.lost, 0U) << trial.outcome.sentence;
    EXPECT_GT(trial.race.survived, trial.race.updates);
    EXPECT_LE(trial.race.survived, trial.race.updates + trial.race.uncertain);
}

class RefusedGuardInBuffer : public testing::TestWithParam<const char*>
{
};

INSTANTIATE_TEST_SUITE_P(Channels,
    RefusedGuardInBuffer,
    testing::Values("semaphores", "condition", "spin"),
    [](const auto& channel) { return std::string(channel.param); });

} // namespace

TEST(RefusedGuard, F145_SaysWhichPrimitiveWhyAndWhatToDo)
{
    const TrialResult trial = cutOffHalfWay({.workload = WorkloadKind::Counter,
        .params = {{"increments", std::int64_t{20'000}}},
        .tasks = 100});
    ASSERT_FALSE(trial.errors.empty());
    for (const TaskError& error : trial.errors)
        EXPECT_THAT(error.message,
            testing::AllOf(testing::HasSubstr("the primitive system-v-semaphore"),
                testing::HasSubstr("Identifier removed"),
                testing::HasSubstr("ipcrm")));
}

TEST(RefusedGuard, F145_CountsWhatTasksAddedBeforeTheyThrew)
{
    const TrialResult trial = cutOffHalfWay({.workload = WorkloadKind::Counter,
        .params = {{"increments", std::int64_t{20'000}}},
        .tasks = 100});
    expectUpdatesAddUp(trial);
    EXPECT_LE(trial.race.uncertain, 40'000U); // of two workers; the tasks that got none made none
}

TEST(RefusedGuard, F145_CountsWhatAHistogramGotOfATaskThatThrew)
{
    expectUpdatesAddUp(cutOffHalfWay({.workload = WorkloadKind::Histogram, .tasks = 4'000}));
}

TEST_P(RefusedGuardInBuffer, F145_CountsWhatProducersPutBeforeTheyThrew)
{
    const TrialResult trial = cutOffHalfWay({.workload = WorkloadKind::BoundedBuffer,
        .params = {{"channel", std::string(GetParam())},
            {"producers", std::int64_t{2}},
            {"capacity", std::int64_t{4}},
            {"items", std::int64_t{200}}},
        .tasks = 40,
        .workers = 4});
    expectUpdatesAddUp(trial);
    EXPECT_TRUE(trial.outcome.asWanted) << trial.outcome.sentence;
    EXPECT_EQ(figure(trial, "lost"), 0) << trial.outcome.sentence;
    EXPECT_EQ(figure(trial, "duplicated"), 0);
    EXPECT_EQ(figure(trial, "in_dead_hands"), 0) << trial.outcome.sentence;
    EXPECT_EQ(figure(trial, "items"), static_cast<double>(trial.race.actual));
}

TEST(RefusedGuard, F145_ATaskThatThrowsBeforeItBeginsMayHaveAddedNothing)
{
    for (const Primitive sync : {Primitive::None, Primitive::Atomic, Primitive::Lock}) {
        Experiment experiment = experimentOf({.workload = WorkloadKind::Counter, .sync = sync});
        experiment.inject = {{FaultKind::Raise, 5}};
        const TrialResult trial = runExperiment(experiment).trials.at(0);
        EXPECT_EQ(trial.tasks.failed, 1U);
        EXPECT_EQ(trial.race.uncertain, 0U);
    }
}

} // namespace interleave::test
