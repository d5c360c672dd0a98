// Injected faults: real ones, of which only the task that is hit may fail.

#include "tests/support/engine_run.h"
#include "tests/support/slowness.h"

#include <gtest/gtest.h>

#include <sys/wait.h>

namespace interleave::test {

namespace {

constexpr int kTasks = 200;

Experiment with(std::vector<Fault> faults, ExecutorKind executor = ExecutorKind::Processes)
{
    return {.workload = WorkloadKind::Squares,
        .tasks = kTasks,
        .workers = 2,
        .executor = executor,
        .inject = std::move(faults)};
}

// Runs it and looks at what every fault leaves the same.
TrialResult runInjected(const Experiment& experiment)
{
    const TrialResult trial = runExperiment(experiment).trials.at(0);
    EXPECT_EQ(trial.end, TrialEnd::Finished);
    EXPECT_EQ(trial.tasks.total, kTasks);
    EXPECT_EQ(trial.tasks.cancelled, 0U);
    EXPECT_EQ(trial.race.lost, 0U);
    EXPECT_TRUE(trial.ledger.proved) << trial.ledger.doubt;
    EXPECT_EQ(::waitpid(-1, nullptr, WNOHANG), -1);
    return trial;
}

void expectOnly(const TrialResult& trial, std::uint64_t task, const std::string& kind)
{
    ASSERT_EQ(trial.errors.size(), 1U);
    EXPECT_EQ(trial.errors[0].task, task);
    EXPECT_EQ(trial.errors[0].kind, kind);
    EXPECT_EQ(trial.tasks.succeeded, kTasks - 1U);
}

} // namespace

TEST(Inject, RaiseFailsItsTaskWithTheException)
{
    const TrialResult trial = runInjected(with({{FaultKind::Raise, 5}}));
    expectOnly(trial, 5, "exception");
    EXPECT_EQ(trial.errors[0].message, "injected by raise@5");
    EXPECT_EQ(trial.race.actual, kTasks * (kTasks - 1U) * (2U * kTasks - 1U) / 6U - 25U);
}

TEST(Inject, CrashFailsItsTaskWithTheSignal)
{
    const TrialResult trial = runInjected(with({{FaultKind::Crash, 5}}));
    expectOnly(trial, 5, "crashed");
    EXPECT_NE(trial.errors[0].message.find("SIGSEGV"), std::string::npos);
}

TEST(Inject, ExitWithStatusZeroIsNoSuccess)
{
    const TrialResult trial = runInjected(with({{FaultKind::Exit, 5}}));
    expectOnly(trial, 5, "exited");
    EXPECT_NE(trial.errors[0].message.find("status 0"), std::string::npos);
}

TEST(Inject, AHangEndsWithTheTimeOut)
{
    Experiment experiment = with({{FaultKind::Hang, 5}});
    experiment.timeout = kTimeOut;
    expectOnly(runInjected(experiment), 5, "timed-out");
}

TEST(Inject, AKilledLockHolderFailsItsTaskAndTheOthersGetThePrimitive)
{
    for (std::size_t i = 0; i < choicesOf<Primitive>().size(); ++i) {
        const auto primitive = static_cast<Primitive>(i);
        if (!guardsCriticalSection(primitive))
            continue;
        Experiment experiment = with({{FaultKind::KillLockHolder}});
        experiment.sync = primitive;
        // What is left of its share runs after its death, so somebody asks for the primitive.
        experiment.schedule = Schedule::Static;
        const TrialResult trial = runInjected(experiment);
        EXPECT_EQ(trial.sync.ownersDied, 1U) << nameOf(primitive);
        EXPECT_EQ(trial.tasks.failed, 1U) << nameOf(primitive);
        ASSERT_EQ(trial.errors.size(), 1U);
        EXPECT_EQ(trial.errors[0].kind, "killed");
    }
}

TEST(Inject, WhichLockHolderIsKilledIsTheSeedsChoice)
{
    const auto victim = [](std::int64_t seed) {
        Experiment experiment = with({{FaultKind::KillLockHolder}});
        experiment.seed = seed;
        return runInjected(experiment).errors.at(0).task;
    };
    EXPECT_EQ(victim(1), victim(1));
    EXPECT_NE(victim(1), victim(2));
}

TEST(Inject, AKilledWorkerFailsAtMostTheTaskThatItIsIn)
{
    Experiment experiment = with({{FaultKind::KillWorker}});
    experiment.params = {{"work", std::int64_t{100'000}}};
    WatchedRun run;
    const TrialResult trial = run.run(experiment).trials.at(0);
    EXPECT_NE(run.logged.find("fault kill-worker: kills worker"), std::string::npos);
    EXPECT_NE(run.logged.find("SIGKILL"), std::string::npos);
    EXPECT_LE(trial.tasks.failed, 1U);
    EXPECT_EQ(trial.tasks.succeeded + trial.tasks.failed, kTasks);
    EXPECT_EQ(trial.workers.at(0).respawned + trial.workers.at(1).respawned, 1U);
    EXPECT_TRUE(trial.ledger.proved) << trial.ledger.doubt;
}

// What a worker's log says of deaths: when, in which task, and when its successor was ready.
TEST(Inject, TheLogSaysWhenAWorkerDiedAndWhenItWasBack)
{
    std::vector<TraceEvent> marks;
    bool taskBefore = false;
    const auto lookAt = [&](const Recording& recording) {
        marks.clear();
        for (unsigned worker = 0; worker < recording.workers(); ++worker) {
            TraceEvent last{};
            for (const auto run : recording.log(worker)) {
                for (const TraceEvent& event : run) {
                    if (event.kind == EventKind::Died)
                        taskBefore = last.kind == EventKind::Task && last.task == event.task;
                    if (event.kind == EventKind::Died || event.kind == EventKind::Started)
                        marks.push_back(event);
                    last = event;
                }
            }
        }
    };
    WatchedRun run([&](interleave::Run&, const Recording& recording) { lookAt(recording); });
    Experiment experiment = with({{FaultKind::Crash, 100}});
    experiment.params = {{"work", std::int64_t{100'000}}}; // it goes on long after the death
    const TrialResult trial = run.run(experiment).trials.at(0);
    EXPECT_EQ(trial.tasks.failed, 1U);
    ASSERT_EQ(marks.size(), 2U);
    EXPECT_EQ(marks[0].kind, EventKind::Died);
    EXPECT_EQ(marks[0].task, 100U);
    EXPECT_TRUE(taskBefore) << "the task that died ends before";
    EXPECT_EQ(marks[1].kind, EventKind::Started);
    EXPECT_GE(marks[1].begin, marks[0].begin);
}

TEST(Inject, SeveralFaultsHitEachItsOwnTask)
{
    Experiment experiment = with({{FaultKind::Crash, 199},
        {FaultKind::Raise, 0},
        {FaultKind::Exit, 100},
        {FaultKind::Hang, 101},
        {FaultKind::Raise, 102}});
    experiment.timeout = kTimeOut;
    const TrialResult trial = runInjected(experiment);
    std::vector<std::uint64_t> tasks;
    for (const TaskError& error : trial.errors)
        tasks.push_back(*error.task);
    EXPECT_EQ(tasks, (std::vector<std::uint64_t>{0, 100, 101, 102, 199}));
}

TEST(Inject, WithAProcessPerTaskOnlyTheTasksProcessDies)
{
    for (const auto& [kind, name] : {std::pair(FaultKind::Crash, "crashed"),
             std::pair(FaultKind::Exit, "exited"),
             std::pair(FaultKind::Raise, "exception")})
        expectOnly(runInjected(with({{kind, 5}}, ExecutorKind::ProcessPerTask)), 5, name);
}

TEST(Inject, ACrashAmongThreadsFailsAllTasksInFlightAndTheRestGoesOn)
{
    const TrialResult trial = runInjected(with({{FaultKind::Crash, 5}}, ExecutorKind::Threads));
    EXPECT_GE(trial.tasks.failed, 1U);
    EXPECT_LE(trial.tasks.failed, 2U);
    EXPECT_EQ(trial.errors.at(0).kind, "crashed");
    EXPECT_NE(trial.errors.at(0).message.find("the process of thread"), std::string::npos);
}

TEST(Inject, AHangAmongThreadsTimesOutAloneAndTheOthersRunAgain)
{
    Experiment experiment = with({{FaultKind::Hang, 5}}, ExecutorKind::Threads);
    experiment.timeout = kTimeOut;
    expectOnly(runInjected(experiment), 5, "timed-out");
}

TEST(Inject, SerialGoesOnAfterACrash)
{
    expectOnly(runInjected(with({{FaultKind::Crash, 5}}, ExecutorKind::Serial)), 5, "crashed");
}

TEST(Inject, ATaskThatIsNotThereIsRefusedWhenTheRunIsPlanned)
{
    Experiment experiment = with({{FaultKind::Raise, 3'000'000}});
    experiment.tasks.reset();
    const auto planned = interleave::Run::plan(experiment);
    ASSERT_FALSE(planned.has_value());
    EXPECT_EQ(planned.error().message,
        "field 'inject': raise@3000000 is not allowed; there are 3000000 tasks, from 0 to 2999999");
}

} // namespace interleave::test
