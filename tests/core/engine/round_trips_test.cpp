// How long a task takes that does nothing: measured when a trial's work is over, and no part of it.

#include "core/engine/trial/round_trips.h"
#include "core/engine/trial/trial.h"
#include "core/ipc/poll_until.h"
#include "tests/support/children.h"
#include "tests/support/engine_run.h"

#include <gtest/gtest.h>

#include <csignal>
#include <poll.h>

namespace interleave::test {

namespace {

// A trial of one task and one worker, which is stopped when it has nothing left to do and the
// engine has not yet seen that: it gives no answer until it goes on.
class StoppedBeforeItsAnswer : public testing::Test
{
protected:
    void SetUp() override
    {
        m_plan.comparesExecutors = true;
        m_trial
            = Trial::start(m_tools, {.number = 0, .armNumber = 0, .arm = m_plan.arms[0]}).value();
        m_recording.emplace(m_trial->recording().value());
        while (m_recording->state() != TrialState::Running)
            m_loop.handleReady();
        ASSERT_TRUE(eventually([&] {
            return m_recording->tasksEnded() == 1
                && m_recording->worker(0).state == WorkerState::Idle;
        }));
        m_worker = static_cast<pid_t>(m_recording->worker(0).pid);
        ASSERT_TRUE(waits(m_worker));
        ASSERT_EQ(::kill(m_worker, SIGSTOP), 0);
        ASSERT_TRUE(eventually([&] { return stateOf(m_worker) == 'T'; }));
        m_loop.handleReady(); // the first round trip begins
        m_nsToTheFirst = m_clock.toNs(m_clock.ticks() - m_recording->range().begin);
    }
    TrialResult resultAfter(int signal)
    {
        ::kill(m_worker, signal);
        EXPECT_TRUE(m_loop.runUntil([&] { return m_trial->done(); }));
        return m_trial->finish();
    }

    RunPlan m_plan = makePlan(
        {.workload = WorkloadKind::Sleep, .params = {{"duration", 0.2}}, .tasks = 1, .workers = 1})
                         .value();
    Clock m_clock;
    EventLoop m_loop = EventLoop::create().value();
    CoreUsage m_cores = CoreUsage::open();
    WatchedRun m_observer;
    TrialTools m_tools{m_plan, m_clock, m_loop, m_cores, m_observer, nullptr};
    std::uint64_t m_nsToTheFirst = 0; // from the gate on
    pid_t m_worker = 0;
    std::optional<Recording> m_recording;
    std::unique_ptr<Trial> m_trial;
};

} // namespace

TEST_F(StoppedBeforeItsAnswer, ARoundTripIsNoPartOfTheTrialsTime)
{
    const TrialResult result = resultAfter(SIGCONT);
    EXPECT_EQ(result.end, TrialEnd::Finished);
    EXPECT_LE(result.wallNs, m_nsToTheFirst);
    EXPECT_GT(result.roundTripNs.value_or(0), 0U);
}

TEST_F(StoppedBeforeItsAnswer, F546_ItsDeathEndsATrialThatHasNothingLeftToDo)
{
    const TrialResult result = resultAfter(SIGKILL);
    EXPECT_EQ(result.end, TrialEnd::Finished);
    EXPECT_EQ(result.tasks.succeeded, 1U);
    EXPECT_EQ(result.workers.at(0).respawned, 0U) << "for nothing but an answer";
    EXPECT_FALSE(result.roundTripNs.has_value());
}

TEST_F(StoppedBeforeItsAnswer, F546_OneThatStaysStoppedIsNotWaitedFor)
{
    const TrialResult result = resultAfter(0);
    EXPECT_EQ(result.end, TrialEnd::Finished);
    EXPECT_EQ(result.tasks.succeeded, 1U);
}

class RoundTripsTest : public testing::Test
{
protected:
    Timer m_alarm = Timer::create().value();
};

TEST_F(RoundTripsTest, AreTwentyAtMost)
{
    RoundTrips trips(true, m_alarm);
    int made = 0;
    for (; trips.wantsMore(); ++made) {
        trips.begin();
        EXPECT_TRUE(trips.underWay());
        trips.end();
    }
    EXPECT_LE(made, 20);
    EXPECT_GT(made, 0);
    EXPECT_FALSE(trips.underWay());
    EXPECT_TRUE(trips.medianNs().has_value());
}

// No worker rings then.
TEST_F(RoundTripsTest, WhereNobodyAnswersTheAlarmRingsWhenTheyAreOver)
{
    RoundTrips trips(true, m_alarm);
    trips.begin();
    ASSERT_TRUE(pollUntil(m_alarm.descriptor(), POLLIN, Deadline::in(std::chrono::minutes(1))));
    EXPECT_FALSE(trips.wantsMore());
    EXPECT_EQ(trips.medianNs(), std::nullopt);
}

TEST_F(RoundTripsTest, AreNotMadeWhereNobodyWantsThem)
{
    EXPECT_FALSE(RoundTrips(false, m_alarm).wantsMore());
}

} // namespace interleave::test
