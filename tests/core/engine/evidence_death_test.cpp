// Death while lost updates are being recorded or named: of workers, of the engine, of its window.

#include "tests/support/engine_run.h"
#include "tests/support/process_tree.h"
#include "tests/support/shared_object.h"
#include "tests/support/slowness.h"
#include "tests/support/watched_engine.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <csignal>
#include <numeric>
#include <random>
#include <sys/wait.h>

namespace interleave::test {
namespace {

using testing::HasSubstr;

Experiment racing(std::int64_t tasks, std::int64_t increments, std::int64_t delayNs)
{
    return {.workload = WorkloadKind::Counter,
        .params = {{"increments", increments}, {"delay_ns", delayNs}},
        .tasks = tasks,
        .workers = 2,
        .sync = Primitive::None,
        .evidence = true};
}

// --- Workers

// Kills whoever is at work, again and again, at moments that nobody has chosen.
class Killer
{
public:
    explicit Killer(int kills)
        : m_kills(kills)
    {
    }
    void operator()(interleave::Run&, const Recording& recording)
    {
        const auto index = static_cast<unsigned>(m_random() % recording.workers());
        const WorkerSnapshot worker = recording.worker(index);
        if (m_kills == 0 || worker.state != WorkerState::Working || worker.pid <= 0)
            return;
        --m_kills;
        ::kill(static_cast<pid_t>(worker.pid), SIGKILL);
    }

private:
    int m_kills;
    std::mt19937 m_random{4};
};

// What the walk names is what the arithmetic counts, whatever the dead had begun.
void expectAgreement(const TrialResult& trial)
{
    EXPECT_EQ(trial.end, TrialEnd::Finished);
    EXPECT_TRUE(trial.ledger.proved) << trial.ledger.doubt;
    ASSERT_TRUE(trial.evidence.has_value());
    const EvidenceResult& evidence = *trial.evidence;
    EXPECT_EQ(evidence.doubt, "");
    EXPECT_TRUE(evidence.agrees);
    EXPECT_EQ(evidence.survived, trial.race.survived);
    EXPECT_EQ(evidence.operations, evidence.survived + evidence.lost);
    EXPECT_GE(evidence.operations + evidence.unsettled, trial.race.updates);
    EXPECT_LE(evidence.operations, trial.race.updates + trial.race.uncertain);
    const auto& each = evidence.lostOfWorker;
    EXPECT_EQ(std::accumulate(each.begin(), each.end(), std::uint64_t{0}), evidence.lost);
    EXPECT_EQ(::waitpid(-1, nullptr, WNOHANG), -1) << "a process is left";
}

// Three rounds, and more of them, longer and longer, until a worker has died.
void runWithKills(Experiment experiment, int kills)
{
    std::uint64_t died = 0;
    for (int round = 0; round < 3 || died == 0; ++round) {
        *experiment.tasks *= round < 3 ? 1 : 2;
        WatchedRun run{Killer(kills)};
        const TrialResult trial = run.run(experiment).trials.at(0);
        expectAgreement(trial);
        for (const WorkerResult& worker : trial.workers)
            died += worker.respawned;
        if (testing::Test::HasFailure())
            break;
    }
}

TEST(EvidenceDeath, TheWalkAgreesWithTheArithmeticWhateverWorkersAreKilled)
{
    runWithKills(racing(2'000, 20, 2'000), 20);
}

TEST(EvidenceDeath, OfTotalsToo)
{
    if (!survivorsAreExact())
        GTEST_SKIP() << "this processor cannot store a total and its tag in one step";
    Experiment experiment = racing(20'000, 1, 2'000);
    experiment.workload = WorkloadKind::Squares;
    experiment.params.erase("increments");
    runWithKills(experiment, 20);
}

TEST(EvidenceDeath, OfTheHoldersOfALockToo)
{
    for (const Primitive primitive :
        {Primitive::Lock, Primitive::Spinlock, Primitive::TicketLock}) {
        Experiment experiment = racing(1'000, 20, 2'000);
        experiment.sync = primitive;
        SCOPED_TRACE(nameOf(primitive));
        runWithKills(experiment, 10);
    }
}

TEST(EvidenceDeath, OfOtherExecutorsAndStartMethodsToo)
{
    Experiment experiment = racing(1'000, 20, 2'000);
    experiment.executor = ExecutorKind::Threads;
    runWithKills(experiment, 5);
    experiment.executor = ExecutorKind::Processes;
    experiment.startMethod = StartMethod::Spawn;
    runWithKills(experiment, 5);
}

TEST(EvidenceDeath, OfProcessesThatHaveOneTaskEachToo)
{
    Experiment experiment = racing(100, 1'000, 2'000);
    experiment.executor = ExecutorKind::ProcessPerTask;
    for (std::uint64_t failed = 0; failed == 0 && !HasFailure(); *experiment.tasks *= 2) {
        WatchedRun run{Killer(20)};
        const TrialResult trial = run.run(experiment).trials.at(0);
        expectAgreement(trial);
        failed = trial.tasks.failed;
    }
}

// --- The engine and its window

std::size_t descriptorsOfThisProcess()
{
    return static_cast<std::size_t>(
        std::distance(std::filesystem::directory_iterator("/proc/self/fd"), {}));
}

struct Started
{
    std::unique_ptr<EngineClient> client;
    std::shared_ptr<const Recording> recording;
    std::vector<pid_t> workers;
    pid_t engine;
};

// Returns when there are records.
Started startRacing(const Experiment& experiment)
{
    Started started{startEngine(INTERLEAVE_PROGRAM, experiment), {}, {}, 0};
    started.engine = childrenOf(::getpid()).at(0); // there is no other
    started.recording = await<TrialStarted>(*started.client)->recording;
    EXPECT_TRUE(eventually([&] { return started.recording->tasksEnded() > 0; }));
    started.workers = workersOf(*started.recording);
    return started;
}

// Until the engine names the lost updates; with so many that takes it a while.
void awaitNaming(const Started& started)
{
    EXPECT_TRUE(eventually([&] { return noneIsAlive(started.workers); }, 30));
    EXPECT_NE(started.recording->state(), TrialState::Finished);
}

Experiment manySlow()
{
    return racing(10'000, 1'000, 10'000);
}

Experiment manyFast()
{
    return racing(5'000 / kTimesSlower, 1'000, 0);
}

void expectReportOfTheKilled(Started started)
{
    ::kill(started.engine, SIGKILL);
    const auto failed = await<RunFailed>(*started.client);
    ASSERT_TRUE(failed.has_value());
    EXPECT_THAT(failed->message, HasSubstr("SIGKILL"));
    EXPECT_TRUE(eventually([&] { return noneIsAlive(started.workers); }));
    EXPECT_FALSE(hasSemaphores(started.engine));
}

TEST(EvidenceDeath, AnEngineKilledWhileItsWorkersRecordIsReportedAndLeavesNothing)
{
    const std::size_t before = descriptorsOfThisProcess();
    expectReportOfTheKilled(startRacing(manySlow()));
    EXPECT_EQ(descriptorsOfThisProcess(), before);
}

TEST(EvidenceDeath, AnEngineKilledWhileItNamesTheLostIsReportedAndLeavesNothing)
{
    const std::size_t before = descriptorsOfThisProcess();
    {
        Started started = startRacing(manyFast());
        awaitNaming(started);
        expectReportOfTheKilled(std::move(started));
    }
    EXPECT_EQ(descriptorsOfThisProcess(), before);
}

TEST(EvidenceDeath, WhatTheKernelKeepsForAKilledEngineIsRemoved)
{
    Experiment experiment = manySlow();
    experiment.sync = Primitive::SystemVSemaphore;
    Started started = startRacing(experiment);
    EXPECT_TRUE(hasSemaphores(started.engine)) << "else this test looks for nothing";
    expectReportOfTheKilled(std::move(started));
}

void expectEndWithTheWindow(const Experiment& experiment, bool naming)
{
    SharedObject<std::array<std::atomic<pid_t>, 3>> pids;
    ChildProcess window = startChild([&] {
        const Started started = startRacing(experiment);
        if (naming)
            awaitNaming(started);
        (*pids)[0] = started.workers.at(0);
        (*pids)[1] = started.workers.at(1);
        (*pids)[2] = started.engine;
        for (;;)
            ::pause();
        return 0;
    });
    ASSERT_TRUE(eventually([&] { return (*pids)[2] != 0; }, 30));
    window.signal(SIGKILL);
    waitFor(window);
    EXPECT_TRUE(eventually([&] { return noneIsAlive({(*pids)[0], (*pids)[1], (*pids)[2]}); }));
    EXPECT_FALSE(hasSemaphores((*pids)[2]));
}

TEST(EvidenceDeath, AWindowKilledWhileWorkersRecordTakesEngineAndWorkersAlong)
{
    Experiment experiment = manySlow();
    expectEndWithTheWindow(experiment, false);
    experiment.sync = Primitive::SystemVSemaphore;
    expectEndWithTheWindow(experiment, false);
}

TEST(EvidenceDeath, AWindowKilledWhileTheLostAreNamedTakesTheEngineAlong)
{
    expectEndWithTheWindow(manyFast(), true);
}

} // namespace
} // namespace interleave::test
