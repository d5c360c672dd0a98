#include "tests/support/beats.h"
#include "tests/support/children.h"
#include "tests/support/process_tree.h"
#include "tests/ui/on_screen.h"
#include "tests/ui/print_qt.h"
#include "ui/run_controller.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <QTest>

#include <csignal>
#include <thread>
#include <unistd.h>

namespace interleave::ui {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

Experiment squares(std::int64_t tasks)
{
    Experiment experiment;
    experiment.workload = WorkloadKind::Squares;
    experiment.tasks = tasks;
    experiment.workers = 2;
    return experiment;
}

Experiment sleepForMinutes()
{
    Experiment experiment;
    experiment.workload = WorkloadKind::Sleep;
    experiment.tasks = 100'000;
    experiment.workers = 2;
    return experiment;
}

/// Keeps everything that the controller tells.
class RunControllerTest : public testing::Test
{
protected:
    RunControllerTest() { listen(m_controller); }

    void listen(RunController& controller)
    {
        QObject::connect(
            &controller, &RunController::runningChanged, &m_context, [this](bool running) {
                m_runningChanges.push_back(running);
            });
        QObject::connect(&controller, &RunController::started, &m_context, [this](std::size_t run) {
            m_started.push_back(run);
        });
        QObject::connect(&controller,
            &RunController::liveUpdated,
            &m_context,
            [this](std::size_t, const LiveSnapshot& live) { m_live.push_back(live); });
        QObject::connect(
            &controller, &RunController::trialFinished, &m_context, [this] { ++m_trials; });
        QObject::connect(&controller,
            &RunController::finished,
            &m_context,
            [this](std::size_t, const RunResult& result) { m_results.push_back(result); });
        QObject::connect(&controller,
            &RunController::failed,
            &m_context,
            [this](std::size_t, const QString& reason) { m_failures.push_back(reason); });
        QObject::connect(
            &controller, &RunController::logged, &m_context, [this](const LogLine& line) {
                m_log.push_back(line);
            });
    }
    bool waitForEnd()
    {
        return QTest::qWaitFor([this] { return !m_controller.running(); }, kPatienceMs);
    }
    bool waitForTasks()
    {
        return QTest::qWaitFor(
            [this] { return !m_live.empty() && m_live.back().tasksEnded > 0; }, kPatienceMs);
    }
    std::vector<pid_t> workerPids() const
    {
        std::vector<pid_t> pids;
        for (const WorkerSnapshot& worker : m_live.back().workers)
            pids.push_back(static_cast<pid_t>(worker.pid));
        return pids;
    }
    static bool areGone(const std::vector<pid_t>& pids)
    {
        return test::eventually([&] { return std::ranges::none_of(pids, test::isAlive); });
    }

    QObject m_context;
    std::vector<bool> m_runningChanges;
    std::vector<std::size_t> m_started;
    std::vector<LiveSnapshot> m_live;
    int m_trials = 0;
    std::vector<RunResult> m_results;
    std::vector<QString> m_failures;
    std::vector<LogLine> m_log;
    RunController m_controller{INTERLEAVE_PROGRAM};
};

TEST_F(RunControllerTest, TellsTheResultOfARun)
{
    m_controller.start({squares(100)});
    ASSERT_TRUE(waitForEnd());
    ASSERT_THAT(m_results, SizeIs(1));
    EXPECT_EQ(m_results.front().trials.front().race.actual, 328'350U); // 1 + 4 + ... + 99^2
    EXPECT_THAT(m_failures, IsEmpty());
}

TEST_F(RunControllerTest, TellsOnceWhenItBeginsAndWhenItEnds)
{
    m_controller.start({squares(100)});
    ASSERT_TRUE(waitForEnd());
    EXPECT_THAT(m_runningChanges, ElementsAre(true, false));
    EXPECT_THAT(m_started, ElementsAre(0U));
}

TEST_F(RunControllerTest, IsNoLongerRunningWhenItTellsTheResult)
{
    bool running = true;
    QObject::connect(&m_controller, &RunController::finished, &m_context, [&] {
        running = m_controller.running();
    });
    m_controller.start({squares(100)});
    ASSERT_TRUE(waitForEnd());
    EXPECT_FALSE(running);
}

TEST_F(RunControllerTest, LooksAtTheRunWhileItGoesOn)
{
    m_controller.start({sleepForMinutes()});
    ASSERT_TRUE(waitForTasks());
    const std::uint64_t before = m_live.back().tasksEnded;
    EXPECT_TRUE(QTest::qWaitFor([&] { return m_live.back().tasksEnded > before; }, kPatienceMs));
    EXPECT_TRUE(m_controller.running());
}

TEST_F(RunControllerTest, LooksLessOftenWhileAllCoresAreBusy)
{
    Experiment busy = squares(1'000'000);
    busy.params["work"] = std::int64_t{100'000};
    busy.workers = static_cast<std::int64_t>(std::thread::hardware_concurrency());
    m_controller.start({busy});
    const int before = m_controller.refreshMs();
    EXPECT_TRUE(
        QTest::qWaitFor([&] { return m_controller.refreshMs() >= 2 * before; }, kPatienceMs));
    m_controller.stop();
    EXPECT_TRUE(waitForEnd());
}

TEST_F(RunControllerTest, MeasuresWhatItsOwnLooksCost)
{
    m_controller.start({sleepForMinutes()});
    ASSERT_TRUE(QTest::qWaitFor(
        [&] { return !m_live.empty() && m_live.back().watching.window.frames >= 3; }, kPatienceMs));
    const WindowCost cost = m_live.back().watching.window;
    EXPECT_GT(cost.frameNs, 0);
    EXPECT_GE(cost.worstFrameNs, cost.frameNs);
    EXPECT_GT(cost.cpuShare, 0);
    EXPECT_LT(cost.cpuShare, 1.5);
}

TEST_F(RunControllerTest, MeasuresWhatTheEngineUses)
{
    m_controller.start({sleepForMinutes()});
    ASSERT_TRUE(QTest::qWaitFor(
        [&] { return !m_live.empty() && m_live.back().watching.engineShare > 0; }, kPatienceMs));
    EXPECT_LT(m_live.back().watching.engineShare, 1.5);
}

TEST_F(RunControllerTest, TheResultSaysWhatTheWindowCostInEachTrial)
{
    Experiment experiment = sleepForMinutes();
    experiment.tasks = 80;
    experiment.trials = 2;
    m_controller.start({experiment});
    ASSERT_TRUE(waitForEnd());
    ASSERT_THAT(m_results, SizeIs(1));
    ASSERT_THAT(m_results.front().trials, SizeIs(2));
    for (const TrialResult& trial : m_results.front().trials) {
        ASSERT_TRUE(trial.overhead.window.has_value());
        EXPECT_GT(trial.overhead.window->cpuShare, 0);
        EXPECT_GT(trial.overhead.window->frames, 0U);
        EXPECT_GE(trial.overhead.window->worstFrameNs, trial.overhead.window->frameNs);
    }
}

TEST_F(RunControllerTest, TellsEveryTrial)
{
    Experiment experiment = squares(100);
    experiment.trials = 3;
    m_controller.start({experiment});
    ASSERT_TRUE(waitForEnd());
    EXPECT_EQ(m_trials, 3);
    EXPECT_THAT(m_results.at(0).trials, SizeIs(3));
}

TEST_F(RunControllerTest, RunsOneExperimentAfterTheOther)
{
    m_controller.start({squares(100), squares(200)});
    ASSERT_TRUE(waitForEnd());
    EXPECT_THAT(m_started, ElementsAre(0U, 1U));
    ASSERT_THAT(m_results, SizeIs(2));
    EXPECT_EQ(m_results[0].summary.tasks.total, 100U);
    EXPECT_EQ(m_results[1].summary.tasks.total, 200U);
    EXPECT_THAT(m_runningChanges, ElementsAre(true, false));
}

TEST_F(RunControllerTest, StopEndsARunSoonAndItsProcessesWithIt)
{
    m_controller.start({sleepForMinutes()});
    ASSERT_TRUE(waitForTasks());
    const test::Beats beats;
    m_controller.stop();
    ASSERT_TRUE(waitForEnd());
    EXPECT_LT(beats.count(), test::Beats::kPerSecond); // half a second, seen by a test that polls
    EXPECT_EQ(m_results.at(0).trials.back().end, TrialEnd::Cancelled);
    EXPECT_TRUE(areGone(workerPids()));
    EXPECT_THAT(test::childrenOf(::getpid()), IsEmpty());
}

TEST_F(RunControllerTest, NothingFollowsARunThatWasStopped)
{
    m_controller.start({sleepForMinutes(), squares(100)});
    ASSERT_TRUE(waitForTasks());
    m_controller.stop();
    ASSERT_TRUE(waitForEnd());
    EXPECT_THAT(m_started, ElementsAre(0U));
}

TEST_F(RunControllerTest, StoppedBeforeItsWorkersAreReadyItEndsToo)
{
    m_controller.start({sleepForMinutes()});
    m_controller.stop();
    EXPECT_TRUE(waitForEnd());
    EXPECT_THAT(test::childrenOf(::getpid()), IsEmpty());
}

TEST_F(RunControllerTest, ANewRunEndsTheOneThatGoesOn)
{
    m_controller.start({sleepForMinutes()});
    ASSERT_TRUE(waitForTasks());
    const std::vector<pid_t> earlier = workerPids();
    m_controller.start({squares(100)});
    ASSERT_TRUE(waitForEnd());
    EXPECT_TRUE(areGone(earlier));
    ASSERT_THAT(m_results, SizeIs(1));
    EXPECT_EQ(m_results.front().experiment.workload, WorkloadKind::Squares);
}

TEST_F(RunControllerTest, ShuttingDownLeavesNoProcess)
{
    m_controller.start({sleepForMinutes()});
    ASSERT_TRUE(waitForTasks());
    m_controller.shutDown();
    EXPECT_FALSE(m_controller.running());
    EXPECT_TRUE(areGone(workerPids()));
    EXPECT_THAT(test::childrenOf(::getpid()), IsEmpty());
}

TEST_F(RunControllerTest, AMissingProgramIsAFailureThatNamesIt)
{
    RunController controller("/no/such/engine");
    listen(controller);
    controller.start({squares(100)});
    EXPECT_FALSE(controller.running());
    ASSERT_THAT(m_failures, SizeIs(1));
    EXPECT_TRUE(m_failures.front().contains(QStringLiteral("/no/such/engine")));
    EXPECT_THAT(m_runningChanges, IsEmpty());
}

TEST_F(RunControllerTest, AProgramThatIsNoEngineIsAFailure)
{
    RunController controller("/bin/false");
    listen(controller);
    controller.start({squares(100)});
    ASSERT_TRUE(QTest::qWaitFor([&] { return !controller.running(); }, kPatienceMs));
    EXPECT_THAT(m_failures, SizeIs(1));
}

TEST_F(RunControllerTest, AnEngineThatIsKilledIsAFailureAndIsLogged)
{
    m_controller.start({sleepForMinutes()});
    ASSERT_TRUE(waitForTasks());
    ASSERT_THAT(test::childrenOf(::getpid()), SizeIs(1));
    ::kill(test::childrenOf(::getpid()).front(), SIGKILL);
    ASSERT_TRUE(waitForEnd());
    ASSERT_THAT(m_failures, SizeIs(1));
    EXPECT_TRUE(m_failures.front().contains(QStringLiteral("SIGKILL")));
    ASSERT_FALSE(m_log.empty());
    EXPECT_EQ(m_log.back().level, LogLevel::Error);
    EXPECT_TRUE(areGone(workerPids()));
}

TEST_F(RunControllerTest, AFolderThatIsMissingIsAFailureThatNamesTheField)
{
    Experiment experiment;
    experiment.workload = WorkloadKind::ImageFilter;
    experiment.params["input"] = std::string("/no/such/folder");
    m_controller.start({experiment});
    ASSERT_TRUE(waitForEnd());
    ASSERT_THAT(m_failures, SizeIs(1));
    EXPECT_TRUE(m_failures.front().contains(QStringLiteral("params.input")));
}

TEST_F(RunControllerTest, LostUpdatesComeByNameWithTheirTrial)
{
    std::vector<std::shared_ptr<const UpdateHistory>> histories;
    QObject::connect(&m_controller,
        &RunController::historyFound,
        &m_context,
        [&](std::size_t, const std::shared_ptr<const UpdateHistory>& history) {
            histories.push_back(history);
        });
    Experiment racing;
    racing.params = {{"increments", std::int64_t{200}}, {"delay_ns", std::int64_t{10'000}}};
    racing.tasks = 20;
    racing.workers = 2;
    racing.schedule = Schedule::Static;
    racing.sync = Primitive::None;
    racing.evidence = true;
    racing.trials = 2;
    m_controller.start({racing});
    ASSERT_TRUE(waitForEnd());
    ASSERT_THAT(histories, SizeIs(2));
    ASSERT_THAT(m_results, SizeIs(1));
    for (std::size_t trial = 0; trial < 2; ++trial)
        EXPECT_EQ(histories[trial]->lost().size(), m_results[0].trials[trial].race.lost);
}

} // namespace
} // namespace interleave::ui
