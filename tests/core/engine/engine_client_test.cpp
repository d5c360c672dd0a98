// The real engine program, as a window uses it: spawned, watched, killed, forgotten.

#include "core/ipc/shared_memory.h"
#include "tests/support/watched_engine.h"

#include <csignal>

namespace interleave::test {

namespace {

Experiment longSleep()
{
    return {
        .workload = WorkloadKind::Sleep, .params = {{"duration", 60.0}}, .tasks = 4, .workers = 2};
}

// So many updates that it takes a second to name the lost among them.
Experiment longNaming()
{
    return {.workload = WorkloadKind::Counter,
        .params = {{"increments", std::int64_t{100'000}}},
        .tasks = 150,
        .workers = 2,
        .sync = Primitive::None,
        .evidence = true};
}

// Until the engine says that it has begun to name what was lost.
bool awaitNaming(EngineClient& client)
{
    for (;;) {
        const auto log = await<EngineLog>(client);
        if (!log || log->text.starts_with("naming the "))
            return log.has_value();
    }
}

std::unique_ptr<EngineClient> start(const Experiment& experiment)
{
    return startEngine(INTERLEAVE_PROGRAM, experiment);
}

} // namespace

TEST(EngineClient, BringsTheResultOfARun)
{
    const auto client
        = start({.workload = WorkloadKind::Squares, .tasks = 1'000, .workers = 2, .trials = 3});
    const auto finished = await<RunFinished>(*client);
    ASSERT_TRUE(finished.has_value());
    EXPECT_EQ(finished->result.trials.size(), 3U);
    EXPECT_EQ(finished->result.summary.tasks.succeeded, 3'000U);
    EXPECT_EQ(finished->result.trials[0].race.actual, 332'833'500U);
}

TEST(EngineClient, TellsInWhichTaskEachWorkerIs)
{
    const auto client = start(longSleep());
    const auto started = await<TrialStarted>(*client);
    ASSERT_TRUE(started.has_value());
    const Recording& recording = *started->recording;
    ASSERT_TRUE(eventually([&] { return recording.worker(0).task && recording.worker(1).task; }));
    EXPECT_NE(recording.worker(0).task, recording.worker(1).task);
    EXPECT_LT(*recording.worker(0).task, 4U);
}

TEST(EngineClient, TellsWhyATaskFailedWhileOthersGoOn)
{
    Experiment experiment = longSleep();
    experiment.inject = {{FaultKind::Raise, 0}};
    const auto client = start(experiment);
    const auto failed = await<TasksFailed>(*client);
    ASSERT_TRUE(failed.has_value());
    ASSERT_EQ(failed->errors.size(), 1U);
    EXPECT_EQ(failed->errors[0].task, 0U);
    EXPECT_FALSE(failed->errors[0].message.empty());
    client->cancel();
    const auto finished = await<RunFinished>(*client);
    ASSERT_TRUE(finished.has_value());
    EXPECT_EQ(finished->result.trials[0].errors[0].message, failed->errors[0].message);
}

TEST(EngineClient, LetsTheRecordingBeReadWhileItGrows)
{
    const auto client = start({.workload = WorkloadKind::Sleep,
        .params = {{"duration", 0.005}},
        .tasks = 100,
        .workers = 2});
    const auto started = await<TrialStarted>(*client);
    ASSERT_TRUE(started.has_value());
    EXPECT_TRUE(eventually([&] { return started->recording->tasksEnded() >= 10; }));
    EXPECT_LT(started->recording->tasksEnded(), 100U);
    ASSERT_TRUE(await<RunFinished>(*client).has_value());
    EXPECT_EQ(started->recording->tasksEnded(), 100U);
    EXPECT_EQ(started->recording->state(), TrialState::Finished);
}

TEST(EngineClient, CancelBringsWhatWasDoneUntilThen)
{
    const auto client = start(longSleep());
    const auto started = await<TrialStarted>(*client);
    ASSERT_TRUE(eventually([&] { return allAtWork(*started->recording); }));
    client->cancel();
    const auto finished = await<RunFinished>(*client);
    ASSERT_TRUE(finished.has_value());
    EXPECT_EQ(finished->result.trials.at(0).end, TrialEnd::Cancelled);
    EXPECT_EQ(finished->result.trials.at(0).tasks.cancelled, 4U);
}

TEST(EngineClient, CancelEndsTheNamingOfLostUpdates)
{
    const auto client = start(longNaming());
    ASSERT_TRUE(awaitNaming(*client));
    client->cancel();
    const auto finished = await<RunFinished>(*client);
    ASSERT_TRUE(finished.has_value());
    const TrialResult& trial = finished->result.trials.at(0);
    EXPECT_EQ(trial.tasks.succeeded, 150U) << "what the race gave stays";
    ASSERT_TRUE(trial.evidence.has_value());
    EXPECT_NE(trial.evidence->doubt.find("stopped"), std::string::npos) << trial.evidence->doubt;
}

TEST(EngineClient, SaysWhatIsWrongWithAnExperiment)
{
    Experiment experiment = longSleep();
    experiment.workers = 0;
    const auto client = start(experiment);
    const auto failed = await<RunFailed>(*client);
    ASSERT_TRUE(failed.has_value());
    EXPECT_NE(failed->message.find("'workers': 0"), std::string::npos);
}

TEST(EngineClient, ForgettingItEndsEngineAndWorkers)
{
    std::vector<pid_t> pids;
    {
        const auto client = start(longSleep());
        const auto started = await<TrialStarted>(*client);
        ASSERT_TRUE(eventually([&] { return allAtWork(*started->recording); }));
        pids = workersOf(*started->recording);
        pids.push_back(parentOf(pids.front()));
    }
    EXPECT_TRUE(noneIsAlive(pids));
}

// One that has stopped hears nothing, and is killed when its time is up.
TEST(EngineClient, ForgettingAnEngineThatHasToBeKilledLeavesNoSemaphores)
{
    pid_t engine = 0;
    {
        const auto client = start({.workload = WorkloadKind::Counter,
            .params = {{"increments", std::int64_t{1'000}}, {"delay_ns", std::int64_t{1'000'000}}},
            .tasks = 1'000,
            .workers = 2,
            .sync = Primitive::SystemVSemaphore});
        const auto started = await<TrialStarted>(*client);
        ASSERT_TRUE(eventually([&] { return workersOf(*started->recording).front() != 0; }));
        engine = parentOf(workersOf(*started->recording).front());
        ASSERT_TRUE(hasSemaphores(engine));
        ::kill(engine, SIGSTOP);
    }
    EXPECT_FALSE(hasSemaphores(engine));
}

TEST(EngineClient, AKilledEngineIsReportedAndTakesItsWorkersAlong)
{
    const auto client = start(longSleep());
    const auto started = await<TrialStarted>(*client);
    ASSERT_TRUE(eventually([&] { return allAtWork(*started->recording); }));
    const std::vector<pid_t> workers = workersOf(*started->recording);
    ::kill(parentOf(workers.front()), SIGKILL);
    const auto failed = await<RunFailed>(*client);
    ASSERT_TRUE(failed.has_value());
    EXPECT_NE(failed->message.find("SIGKILL"), std::string::npos);
    EXPECT_TRUE(eventually([&] { return noneIsAlive(workers); }));
    EXPECT_EQ(started->recording->workers(), 2U) << "what was recorded stays readable";
}

TEST(EngineClient, AnEngineWhoseWindowIsKilledEndsWithItsWorkers)
{
    SharedMemory memory = SharedMemory::create("test", 4096).value();
    auto pids = memory.objects<std::atomic<pid_t>>(0, 3);
    ChildProcess window = startChild([&] {
        const auto client = start(longSleep());
        const auto started = await<TrialStarted>(*client);
        eventually([&] { return allAtWork(*started->recording); });
        const auto workers = workersOf(*started->recording);
        pids[0] = workers[0];
        pids[1] = workers[1];
        pids[2] = parentOf(workers[0]);
        for (;;)
            ::pause();
        return 0;
    });
    ASSERT_TRUE(eventually([&] { return pids[2] != 0; }));
    window.signal(SIGKILL);
    waitFor(window);
    EXPECT_TRUE(eventually([&] { return noneIsAlive({pids[0], pids[1], pids[2]}); }));
}

TEST(EngineClient, AProgramThatIsNoEngineIsReported)
{
    auto client = EngineClient::start("/bin/false", longSleep());
    ASSERT_TRUE(client.has_value());
    const auto failed = await<RunFailed>(**client);
    ASSERT_TRUE(failed.has_value());
    EXPECT_NE(failed->message.find("status 1"), std::string::npos);
}

} // namespace interleave::test
