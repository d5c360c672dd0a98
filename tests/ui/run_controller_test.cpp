#include "tests/support/beats.h"
#include "tests/support/children.h"
#include "tests/support/process_tree.h"
#include "tests/ui/on_screen.h"
#include "tests/ui/print_qt.h"
#include "ui/run/run_controller.h"

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

/// Keeps everything that happens to the runs.
class RunControllerTest : public testing::Test
{
protected:
    RunControllerTest()
    {
        QObject::connect(
            &m_controller, &RunController::runningChanged, &m_context, [this](bool running) {
                m_runningChanges.push_back(running);
            });
    }

    std::shared_ptr<ui::Run> start(const Experiment& experiment)
    {
        return start(experiment, m_controller);
    }
    std::shared_ptr<ui::Run> start(const Experiment& experiment, RunController& controller)
    {
        auto started = std::make_shared<ui::Run>(experiment);
        const ui::Run* run = started.get();
        QObject::connect(run, &ui::Run::liveUpdated, &m_context, [this](const LiveSnapshot& live) {
            m_live.push_back(live);
        });
        QObject::connect(run, &ui::Run::trialEnded, &m_context, [this] { ++m_trials; });
        QObject::connect(
            run, &ui::Run::ended, &m_context, [this, run] { m_results.push_back(*run->result()); });
        QObject::connect(run, &ui::Run::failed, &m_context, [this, run] {
            m_failures.push_back(run->problem());
        });
        controller.start(started);
        return started;
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
    // It is waited for in another thread.
    static bool noEngineIsLeft()
    {
        return test::eventually([] { return test::childrenOf(::getpid()).empty(); });
    }
    static bool areGone(const std::vector<pid_t>& pids)
    {
        return test::eventually([&] { return std::ranges::none_of(pids, test::isAlive); });
    }

    QObject m_context;
    std::vector<bool> m_runningChanges;
    std::vector<LiveSnapshot> m_live;
    int m_trials = 0;
    std::vector<RunResult> m_results;
    std::vector<QString> m_failures;
    RunController m_controller{INTERLEAVE_PROGRAM};
};

TEST_F(RunControllerTest, TellsTheResultOfARun)
{
    start(squares(100));
    ASSERT_TRUE(waitForEnd());
    ASSERT_THAT(m_results, SizeIs(1));
    EXPECT_EQ(m_results.front().trials.front().race.actual, 328'350U); // 1 + 4 + ... + 99^2
    EXPECT_THAT(m_failures, IsEmpty());
}

TEST_F(RunControllerTest, TellsOnceWhenItBeginsAndWhenItEnds)
{
    start(squares(100));
    ASSERT_TRUE(waitForEnd());
    EXPECT_THAT(m_runningChanges, ElementsAre(true, false));
}

TEST_F(RunControllerTest, IsNoLongerRunningWhenItTellsTheResult)
{
    bool running = true;
    const auto run = std::make_shared<ui::Run>(squares(100));
    QObject::connect(
        run.get(), &ui::Run::ended, &m_context, [&] { running = m_controller.running(); });
    m_controller.start(run);
    ASSERT_TRUE(waitForEnd());
    EXPECT_FALSE(running);
}

TEST_F(RunControllerTest, LooksAtTheRunWhileItGoesOn)
{
    start(sleepForMinutes());
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
    start(busy);
    const int before = m_controller.refreshMs();
    EXPECT_TRUE(
        QTest::qWaitFor([&] { return m_controller.refreshMs() >= 2 * before; }, kPatienceMs));
    m_controller.stop();
    EXPECT_TRUE(waitForEnd());
}

TEST_F(RunControllerTest, MeasuresWhatItsOwnLooksCost)
{
    start(sleepForMinutes());
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
    start(sleepForMinutes());
    const auto share = [&] { return m_live.empty() ? 0 : m_live.back().watching.engineShare; };
    // It starts on more than one core under a sanitizer; then it waits, as its workers do.
    EXPECT_TRUE(QTest::qWaitFor([&] { return share() > 0 && share() < 1; }, kPatienceMs));
}

TEST_F(RunControllerTest, TheResultSaysWhatTheWindowCostInEachTrial)
{
    Experiment experiment = sleepForMinutes();
    experiment.tasks = 80;
    experiment.trials = 2;
    start(experiment);
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
    start(experiment);
    ASSERT_TRUE(waitForEnd());
    EXPECT_EQ(m_trials, 3);
    EXPECT_THAT(m_results.at(0).trials, SizeIs(3));
}

TEST_F(RunControllerTest, StopEndsARunSoonAndItsProcessesWithIt)
{
    start(sleepForMinutes());
    ASSERT_TRUE(waitForTasks());
    const test::Beats beats;
    m_controller.stop();
    ASSERT_TRUE(waitForEnd());
    EXPECT_LT(beats.count(), test::Beats::kPerSecond); // half a second, seen by a test that polls
    EXPECT_EQ(m_results.at(0).trials.back().end, TrialEnd::Cancelled);
    EXPECT_TRUE(areGone(workerPids()));
    EXPECT_TRUE(noEngineIsLeft());
}

TEST_F(RunControllerTest, StoppedBeforeItsWorkersAreReadyItEndsToo)
{
    start(sleepForMinutes());
    m_controller.stop();
    EXPECT_TRUE(waitForEnd());
    EXPECT_TRUE(noEngineIsLeft());
}

TEST_F(RunControllerTest, ANewRunEndsTheOneThatGoesOn)
{
    start(sleepForMinutes());
    ASSERT_TRUE(waitForTasks());
    const std::vector<pid_t> earlier = workerPids();
    start(squares(100));
    ASSERT_TRUE(waitForEnd());
    EXPECT_TRUE(areGone(earlier));
    EXPECT_THAT(m_failures, SizeIs(1)) << "of the first";
    ASSERT_THAT(m_results, SizeIs(1));
    EXPECT_EQ(m_results.front().experiment.workload, WorkloadKind::Squares);
}

TEST_F(RunControllerTest, ShuttingDownLeavesNoProcess)
{
    start(sleepForMinutes());
    ASSERT_TRUE(waitForTasks());
    m_controller.shutDown();
    EXPECT_FALSE(m_controller.running());
    EXPECT_TRUE(areGone(workerPids()));
    EXPECT_THAT(test::childrenOf(::getpid()), IsEmpty());
}

TEST_F(RunControllerTest, AMissingProgramIsAFailureThatNamesIt)
{
    RunController controller("/no/such/engine");
    start(squares(100), controller);
    EXPECT_FALSE(controller.running());
    ASSERT_THAT(m_failures, SizeIs(1));
    EXPECT_TRUE(m_failures.front().contains(QStringLiteral("/no/such/engine")));
    EXPECT_THAT(m_runningChanges, IsEmpty());
}

TEST_F(RunControllerTest, AProgramThatIsNoEngineIsAFailure)
{
    RunController controller("/bin/false");
    start(squares(100), controller);
    ASSERT_TRUE(QTest::qWaitFor([&] { return !controller.running(); }, kPatienceMs));
    EXPECT_THAT(m_failures, SizeIs(1));
}

TEST_F(RunControllerTest, AnEngineThatIsKilledIsAFailureAndIsLogged)
{
    const auto run = start(sleepForMinutes());
    ASSERT_TRUE(waitForTasks());
    ASSERT_THAT(test::childrenOf(::getpid()), SizeIs(1));
    ::kill(test::childrenOf(::getpid()).front(), SIGKILL);
    ASSERT_TRUE(waitForEnd());
    ASSERT_THAT(m_failures, SizeIs(1));
    EXPECT_TRUE(m_failures.front().contains(QStringLiteral("SIGKILL")));
    ASSERT_FALSE(run->log().empty());
    EXPECT_EQ(run->log().back().level, LogLevel::Error);
    EXPECT_TRUE(areGone(workerPids()));
}

TEST_F(RunControllerTest, AFolderThatIsMissingIsAFailureThatNamesTheField)
{
    Experiment experiment;
    experiment.workload = WorkloadKind::ImageFilter;
    experiment.params["input"] = std::string("/no/such/folder");
    start(experiment);
    ASSERT_TRUE(waitForEnd());
    ASSERT_THAT(m_failures, SizeIs(1));
    EXPECT_TRUE(m_failures.front().contains(QStringLiteral("params.input")));
}

TEST_F(RunControllerTest, LostUpdatesComeByNameWithTheirTrial)
{
    Experiment racing;
    racing.params = {{"increments", std::int64_t{200}}, {"delay_ns", std::int64_t{10'000}}};
    racing.tasks = 20;
    racing.workers = 2;
    racing.schedule = Schedule::Static;
    racing.sync = Primitive::None;
    racing.evidence = true;
    racing.trials = 2;
    const auto run = std::make_shared<ui::Run>(racing);
    std::vector<std::size_t> named;
    QObject::connect(run.get(), &ui::Run::trialEnded, &m_context, [&] {
        named.push_back(run->arms().front().history->lost().size());
    });
    m_controller.start(run);
    ASSERT_TRUE(waitForEnd());
    ASSERT_THAT(named, SizeIs(2));
    for (std::size_t trial = 0; trial < 2; ++trial)
        EXPECT_EQ(named[trial], run->trials()[trial].race.lost);
}

// A window that stands still while an engine takes its time to end is one that hangs.
TEST_F(RunControllerTest, TheWindowsThreadDoesNotWaitForAnEnginesEnd)
{
    start(sleepForMinutes());
    ASSERT_TRUE(waitForTasks());
    const std::vector<pid_t> engines = test::childrenOf(::getpid());
    ASSERT_THAT(engines, SizeIs(1));
    ::kill(engines.front(), SIGSTOP); // it cannot even notice that it is to end
    m_controller.end();
    EXPECT_FALSE(m_controller.running());
    EXPECT_TRUE(test::isAlive(engines.front())) << "nobody has waited for it";
    EXPECT_TRUE(noEngineIsLeft()) << "it is killed in the end";
}

} // namespace
} // namespace interleave::ui
