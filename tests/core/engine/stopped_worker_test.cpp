// A run of which one worker is stopped alone, outside of its tasks or while others wait for it: at
// a meeting, while it starts, idle, before its first task.

#include "tests/core/engine/stopped_worker.h"
#include "tests/support/children.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <csignal>
#include <fstream>
#include <set>
#include <string>

namespace interleave::test {
namespace {

// Stops the process of a worker, once, when it sleeps and `mayStop` says so.
class StopOnce
{
public:
    bool asleep(const WorkerSnapshot& worker, bool mayStop)
    {
        const auto pid = static_cast<pid_t>(worker.pid);
        if (m_done || pid == 0 || !mayStop || stateOf(pid) != 'S')
            return false;
        m_done = ::kill(pid, SIGSTOP) == 0;
        return m_done;
    }
    [[nodiscard]] bool done() const { return m_done; }

private:
    bool m_done = false;
};

// It has its name when it is about to wait for the others.
bool isAtGate(std::int64_t pid)
{
    std::string name;
    std::getline(std::ifstream("/proc/" + std::to_string(pid) + "/comm"), name);
    return name == "worker 1";
}

// In a task it would be left as long as nobody waits for it: it came there between look and stop.
void letGoOnInItsTask(const WorkerSnapshot& worker)
{
    if (worker.pid != 0 && worker.state == WorkerState::Working)
        ::kill(static_cast<pid_t>(worker.pid), SIGCONT);
}

// Stops the first process of each worker that it sees start.
class StopStarting
{
public:
    void look(const Recording& recording)
    {
        for (std::uint32_t index = 0; index < recording.workers(); ++index) {
            const WorkerSnapshot worker = recording.worker(index);
            if (worker.pid != 0 && worker.state == WorkerState::Starting
                && m_stopped.insert(index).second)
                ::kill(static_cast<pid_t>(worker.pid), SIGSTOP);
            else
                letGoOnInItsTask(worker);
        }
    }

private:
    std::set<std::uint32_t> m_stopped;
};

// Stops the first worker, once, and lets it go on where nobody is left who could wait for it.
class StopFirst
{
public:
    void look(const Recording& recording)
    {
        const auto pid = static_cast<pid_t>(recording.worker(0).pid);
        if (!m_done && recording.tasksEnded() > 0)
            m_done = pid != 0 && ::kill(pid, SIGSTOP) == 0;
        else if (m_done && othersAreIdle(recording))
            letGoOnInItsTask(recording.worker(0));
    }

private:
    static bool othersAreIdle(const Recording& recording)
    {
        for (std::uint32_t index = 1; index < recording.workers(); ++index) {
            if (recording.worker(index).state != WorkerState::Idle)
                return false;
        }
        return true;
    }

    bool m_done = false;
};

// So many runs may be over before one of theirs is stopped where that is meant.
constexpr int kTries = 50;
constexpr const char* kNeverMet = "no worker was stopped in time in any of the runs";

void expectTheReason(const TrialResult& trial)
{
    for (const TaskError& error : trial.errors) {
        if (error.kind == "killed")
            EXPECT_THAT(
                error.message, testing::HasSubstr("was stopped (SIGSTOP) while others waited"));
    }
}

// Where the others wait for a worker.
struct Meeting
{
    std::string name;
    Experiment experiment;
};

Experiment meetingAt(const std::string& meeting)
{
    return {.workload = WorkloadKind::Phases,
        .params = {{"meeting", meeting}, {"work", std::int64_t{2'000}}},
        .tasks = 3'000,
        .workers = 3};
}

Experiment sendingBy(const std::string& channel)
{
    return {.workload = WorkloadKind::BoundedBuffer,
        .params = {{"channel", channel},
            {"producers", std::int64_t{1}},
            {"capacity", std::int64_t{4}},
            {"items", std::int64_t{2'000}}},
        .tasks = 20,
        .workers = 2};
}

Experiment stripsBy(const std::string& handOver)
{
    return {.workload = WorkloadKind::ImageFilter,
        .params = {{"division", std::string("strip")},
            {"hand_over", handOver},
            {"filters", std::string("blur")}},
        .tasks = 100,
        .workers = 3};
}

class StoppedAtAMeeting : public testing::TestWithParam<Meeting>
{
};

INSTANTIATE_TEST_SUITE_P(Meetings,
    StoppedAtAMeeting,
    testing::Values(Meeting{"barrier", meetingAt("barrier")},
        Meeting{"condition", meetingAt("condition")},
        Meeting{"semaphores", sendingBy("semaphores")},
        Meeting{"queue", sendingBy("queue")},
        Meeting{"pipe", sendingBy("pipe")},
        Meeting{"queue_of_strips", stripsBy("queue")},
        Meeting{"pipe_of_strips", stripsBy("pipe")}),
    [](const auto& meeting) { return meeting.param.name; });

} // namespace

// The run may be over before one is stopped.
TEST_P(StoppedAtAMeeting, F291_AWorkerThatTheOthersWaitForHoldsNobodyUp)
{
    bool killed = false;
    for (int tries = 0; !killed && !HasFailure(); ++tries) {
        ASSERT_LT(tries, kTries) << kNeverMet;
        StopFirst stop;
        WatchedRun run([&](interleave::Run&, const Recording& recording) { stop.look(recording); });
        const TrialResult trial = run.run(GetParam().experiment).trials.at(0);
        killed = saysThatOneIsKilled(run);
        EXPECT_EQ(trial.end, TrialEnd::Finished);
        EXPECT_EQ(trial.tasks.succeeded + trial.tasks.failed, trial.tasks.total);
        EXPECT_TRUE(trial.ledger.proved) << trial.ledger.doubt;
        expectTheReason(trial);
    }
}

class StoppedAtItsStart : public testing::TestWithParam<ExecutorKind>
{
};

INSTANTIATE_TEST_SUITE_P(Executors,
    StoppedAtItsStart,
    testing::Values(ExecutorKind::Processes, ExecutorKind::ProcessPerTask),
    [](const auto& executor) { return executor.index == 0 ? "processes" : "per_task"; });

TEST_P(StoppedAtItsStart, F290_AWorkerIsReplaced)
{
    bool killed = false;
    for (int tries = 0; !killed && !HasFailure(); ++tries) {
        ASSERT_LT(tries, kTries) << kNeverMet;
        StopStarting stop;
        WatchedRun run([&](interleave::Run&, const Recording& recording) { stop.look(recording); });
        const TrialResult trial = run.run({.workload = WorkloadKind::Squares,
                                              .tasks = 8,
                                              .workers = 4,
                                              .executor = GetParam(),
                                              .startMethod = StartMethod::Spawn})
                                      .trials.at(0);
        killed = saysThatOneIsKilled(run);
        EXPECT_EQ(trial.end, TrialEnd::Finished);
        EXPECT_EQ(trial.tasks.succeeded, 8U);
        EXPECT_TRUE(trial.ledger.proved) << trial.ledger.doubt;
    }
}

TEST(StoppedRun, F361_AWorkerThatIsStoppedWhileItIsIdleHoldsNobodyUp)
{
    StopOnce stop;
    WatchedRun run([&](interleave::Run&, const Recording& recording) {
        for (unsigned index = 0; index < 2; ++index)
            stop.asleep(
                recording.worker(index), recording.worker(index).state == WorkerState::Idle);
    });
    Experiment experiment = hanging(1); // when that task has ended, all are asked to look again
    experiment.workers = 2;
    const TrialResult trial = run.run(experiment).trials.at(0);
    EXPECT_TRUE(stop.done());
    EXPECT_EQ(trial.end, TrialEnd::Finished);
    EXPECT_EQ(trial.tasks.timedOut, 1U);
    EXPECT_EQ(trial.tasks.succeeded, 1U);
    EXPECT_TRUE(trial.ledger.proved) << trial.ledger.doubt;
}

// So many that the first is ready long before the last.
TEST(StoppedRun, F361_TheTasksOfAWorkerThatIsStoppedBeforeThemAreItsSuccessors)
{
    constexpr std::int64_t kWorkers = 64;
    bool killed = false;
    for (int tries = 0; !killed && !testing::Test::HasFailure(); ++tries) {
        ASSERT_LT(tries, kTries) << kNeverMet;
        StopOnce stop;
        WatchedRun run([&](interleave::Run&, const Recording& recording) {
            const WorkerSnapshot first = recording.worker(0);
            if (!stop.asleep(first, isAtGate(first.pid)))
                letGoOnInItsTask(first);
        });
        const TrialResult trial = run.run({.workload = WorkloadKind::Squares,
                                              .tasks = kWorkers,
                                              .workers = kWorkers,
                                              .schedule = Schedule::Static})
                                      .trials.at(0);
        EXPECT_EQ(trial.end, TrialEnd::Finished);
        EXPECT_EQ(trial.tasks.succeeded, static_cast<std::uint64_t>(kWorkers));
        EXPECT_TRUE(trial.ledger.proved) << trial.ledger.doubt;
        killed = saysThatOneIsKilled(run);
    }
}

} // namespace interleave::test
