// The real engine program, as a window uses it: spawned, watched, killed, forgotten.

#include "core/engine/engine_client.h"
#include "core/ipc/shared_memory.h"
#include "tests/support/children.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <poll.h>
#include <signal.h>

namespace interleave::test {

namespace {

Experiment longSleep()
{
    return {
        .workload = WorkloadKind::Sleep, .params = {{"duration", 60.0}}, .tasks = 4, .workers = 2};
}

std::unique_ptr<EngineClient> start(const Experiment& experiment)
{
    auto client = EngineClient::start(INTERLEAVE_PROGRAM, experiment);
    EXPECT_TRUE(client.has_value());
    return *std::move(client);
}

// Receives until a message of type M has come; those before it are dropped.
template <class M>
std::optional<M> await(EngineClient& client)
{
    std::optional<M> found;
    EXPECT_TRUE(eventually(
        [&] {
            pollfd readable{client.descriptor(), POLLIN, 0};
            ::poll(&readable, 1, 50);
            for (EngineMessage& message : client.receive()) {
                if (auto* wanted = std::get_if<M>(&message))
                    found = std::move(*wanted);
            }
            return found.has_value();
        },
        20));
    return found;
}

bool allAtWork(const Recording& recording)
{
    for (unsigned index = 0; index < recording.workers(); ++index) {
        if (recording.worker(index).state != WorkerState::Working)
            return false;
    }
    return true;
}

std::vector<pid_t> workersOf(const Recording& recording)
{
    std::vector<pid_t> pids;
    for (unsigned index = 0; index < recording.workers(); ++index)
        pids.push_back(static_cast<pid_t>(recording.worker(index).pid));
    return pids;
}

pid_t parentOf(pid_t pid)
{
    std::ifstream file("/proc/" + std::to_string(pid) + "/status");
    std::string word;
    while (file >> word) {
        if (word == "PPid:" && file >> word)
            return std::stoi(word);
    }
    return 0;
}

bool noneIsAlive(const std::vector<pid_t>& pids)
{
    return std::none_of(pids.begin(), pids.end(), isAlive);
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
    EXPECT_TRUE(eventually([&] { return noneIsAlive({pids[0], pids[1], pids[2]}); }, 2));
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
