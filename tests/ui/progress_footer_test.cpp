#include "tests/ui/print_qt.h"
#include "tests/ui/sample_results.h"
#include "ui/widgets/format.h"
#include "ui/widgets/note_label.h"
#include "ui/widgets/progress_footer.h"

#include <gtest/gtest.h>

#include <QCoreApplication>
#include <QLabel>
#include <QProgressBar>

#include <stdexcept>

namespace interleave::ui {
namespace {

constexpr WindowCost kWindow{.cpuShare = 0.013, .frames = 12, .frameNs = 2e6, .worstFrameNs = 9e6};

LiveSnapshot live(std::uint64_t ended, std::uint64_t tasks, double seconds)
{
    LiveSnapshot snapshot;
    snapshot.state = TrialState::Running;
    snapshot.tasks = tasks;
    snapshot.tasksEnded = ended;
    snapshot.elapsedNs = static_cast<std::uint64_t>(seconds * 1e9);
    return snapshot;
}

RunResult cancelledRun()
{
    RunResult run = runOf(Primitive::Lock, 40e6, 0);
    run.trials.front().end = TrialEnd::Cancelled;
    run.trials.front().tasks = {.total = 1'000, .succeeded = 250, .cancelled = 750};
    return run;
}

class ProgressFooterTest : public testing::Test
{
protected:
    const QLabel* label(const char* name) const
    {
        for (const QLabel* each : m_footer.findChildren<QLabel*>()) {
            if (each->accessibleName() == QLatin1String(name))
                return each;
        }
        throw std::runtime_error(name);
    }
    QString textOf(const char* name) const { return label(name)->text(); }
    /// Those that are shown.
    QStringList messages() const
    {
        QStringList texts;
        for (const NoteLabel* note : m_footer.findChildren<NoteLabel*>()) {
            if (!note->isHidden())
                texts.append(note->text());
        }
        return texts;
    }
    QString events() const { return textOf("Events recorded and dropped"); }
    QString tasks() const { return textOf("Tasks done, time so far and to go"); }
    QString cost() const { return textOf("What watching costs"); }
    double share() const
    {
        const auto* bar = m_footer.findChild<QProgressBar*>();
        return static_cast<double>(bar->value()) / bar->maximum();
    }

    ProgressFooter m_footer;
};

TEST(RemainingTime, IsUnknownBeforeTheFirstTaskHasEnded)
{
    EXPECT_EQ(remainingNs(live(0, 100, 1)), std::nullopt);
}

TEST(RemainingTime, FollowsFromThePaceUntilNow)
{
    EXPECT_DOUBLE_EQ(remainingNs(live(25, 100, 1)).value_or(-1), 3e9);
    EXPECT_DOUBLE_EQ(remainingNs(live(100, 100, 1)).value_or(-1), 0);
}

TEST(RemainingTime, CountsTheTrialsThatFollow)
{
    LiveSnapshot second = live(50, 100, 1);
    second.trial = 1;
    second.trials = 4;
    EXPECT_DOUBLE_EQ(remainingNs(second).value_or(-1), 1e9 + 2 * 2e9);
}

TEST_F(ProgressFooterTest, IsReadyBeforeTheFirstRun)
{
    EXPECT_EQ(m_footer.state(), QStringLiteral("ready"));
    EXPECT_EQ(tasks(), QString());
    EXPECT_EQ(share(), 0);
}

TEST_F(ProgressFooterTest, SaysHowFarARunIsAndHowLongItWillTake)
{
    m_footer.setLive(live(25, 100, 1));
    EXPECT_EQ(m_footer.state(), QStringLiteral("running"));
    EXPECT_EQ(tasks(), QStringLiteral("25 of 100 tasks, 1.00 s so far, 3.00 s to go"));
    EXPECT_DOUBLE_EQ(share(), 0.25);
}

TEST_F(ProgressFooterTest, CountsPicturesWhereEachIsATask)
{
    LiveSnapshot pictures = live(25, 100, 1);
    pictures.counted = Counted::Pictures;
    m_footer.setLive(pictures);
    EXPECT_EQ(tasks(), QStringLiteral("25 of 100 pictures, 1.00 s so far, 3.00 s to go"));
    RunResult run = cancelledRun();
    run.experiment.workload = WorkloadKind::ImageFilter;
    m_footer.setRun(run);
    EXPECT_EQ(tasks(), QStringLiteral("250 of 1,000 pictures"));
}

TEST_F(ProgressFooterTest, OfSeveralTrialsSaysWhichOneRunsAndHowFarAllAre)
{
    LiveSnapshot second = live(50, 100, 1);
    second.trial = 1;
    second.trials = 4;
    m_footer.setLive(second);
    EXPECT_EQ(m_footer.state(), QStringLiteral("trial 2 of 4"));
    EXPECT_DOUBLE_EQ(share(), 0.375);
}

TEST_F(ProgressFooterTest, SaysThatARunIsDone)
{
    m_footer.setRun(runOf(Primitive::Lock, 40e6, 0));
    EXPECT_EQ(m_footer.state(), QStringLiteral("done"));
    EXPECT_EQ(share(), 1);
}

TEST_F(ProgressFooterTest, CountsTheTasksOfAllTrials)
{
    RunResult run = runOf(Primitive::Lock, 40e6, 0);
    const std::uint64_t ofOne = run.trials.front().tasks.total;
    run.experiment.trials = 3;
    run.trials.resize(3, run.trials.front());
    run.trials.back().tasks.cancelled = ofOne / 2;
    m_footer.setRun(run);
    EXPECT_EQ(tasks(),
        QStringLiteral("%1 of %2 tasks")
            .arg(formatCount(2 * ofOne + ofOne - ofOne / 2), formatCount(3 * ofOne)));
    EXPECT_EQ(m_footer.state(), QStringLiteral("cancelled"));
}

TEST_F(ProgressFooterTest, OfACancelledRunKeepsHowFarItCame)
{
    m_footer.setRun(cancelledRun());
    EXPECT_EQ(m_footer.state(), QStringLiteral("cancelled"));
    EXPECT_EQ(tasks(), QStringLiteral("250 of 1,000 tasks"));
    EXPECT_DOUBLE_EQ(share(), 0.25);
}

TEST_F(ProgressFooterTest, ARunThatEndedInADeadlockSaysSo)
{
    RunResult run = cancelledRun();
    run.trials.front().end = TrialEnd::Deadlocked;
    m_footer.setRun(run);
    EXPECT_EQ(m_footer.state(), QStringLiteral("deadlock"));
}

TEST_F(ProgressFooterTest, ARunThatEndedInAFailureFailed)
{
    RunResult run = cancelledRun();
    run.trials.front().end = TrialEnd::Failed;
    m_footer.setRun(run);
    EXPECT_EQ(m_footer.state(), QStringLiteral("failed"));
}

TEST_F(ProgressFooterTest, AFailurePromisesNoTimeToGo)
{
    m_footer.setLive(live(25, 100, 1));
    m_footer.setFailed();
    EXPECT_EQ(m_footer.state(), QStringLiteral("failed"));
    EXPECT_EQ(tasks(), QStringLiteral("25 of 100 tasks"));
    EXPECT_DOUBLE_EQ(share(), 0.25);
}

TEST_F(ProgressFooterTest, AStartForgetsTheRunBefore)
{
    m_footer.setRun(runOf(Primitive::Lock, 40e6, 0));
    m_footer.start();
    EXPECT_EQ(m_footer.state(), QStringLiteral("starting"));
    EXPECT_EQ(tasks(), QString());
    EXPECT_EQ(cost(), QString());
    EXPECT_EQ(share(), 0);
}

TEST_F(ProgressFooterTest, SaysWhatWatchingCostAndAnEvent)
{
    RunResult run = runOf(Primitive::Lock, 40e6, 0);
    run.trials.front().overhead = {.engineCpuShare = 0.005, .nsPerEvent = 21};
    run.trials.front().events = {.recorded = 1'000};
    m_footer.setRun(run);
    EXPECT_EQ(cost(), QStringLiteral("watching: engine 0.50 % of a core"));
    EXPECT_EQ(events(), QStringLiteral("1,000 events, 21 ns each, 0 dropped"));
}

TEST_F(ProgressFooterTest, SaysWhatTheWindowItselfCost)
{
    RunResult run = runOf(Primitive::Lock, 40e6, 0);
    run.trials.front().overhead = {.engineCpuShare = 0.005, .window = kWindow};
    m_footer.setRun(run);
    EXPECT_EQ(cost(), QStringLiteral("watching: engine 0.50 %, window 1.30 % of a core"));
    EXPECT_TRUE(label("What watching costs")
                    ->toolTip()
                    .contains(QStringLiteral("12 live updates kept the window's thread for 2.00 ms "
                                             "each (the median of the last ones), at worst for "
                                             "9.00 ms")));
}

TEST_F(ProgressFooterTest, AWindowThatNeverLookedCostNothingWorthTelling)
{
    RunResult run = runOf(Primitive::Lock, 40e6, 0);
    run.trials.front().overhead = {.engineCpuShare = 0.005, .window = WindowCost{.cpuShare = 0.4}};
    m_footer.setRun(run);
    EXPECT_EQ(cost(), QStringLiteral("watching: engine 0.50 % of a core"));
}

TEST_F(ProgressFooterTest, SaysWhatWatchingCostsWhileARunGoesOn)
{
    LiveSnapshot snapshot = live(25, 100, 1);
    snapshot.watching = {.engineShare = 0.005, .window = kWindow};
    m_footer.setLive(snapshot);
    EXPECT_EQ(cost(), QStringLiteral("watching: engine 0.50 %, window 1.30 % of a core"));
}

TEST_F(ProgressFooterTest, SaysNothingOfACostBeforeItCanBeMeasured)
{
    LiveSnapshot snapshot = live(1, 100, 0.000'1);
    snapshot.watching = {.engineShare = 3.5, .window = kWindow};
    m_footer.setLive(snapshot);
    EXPECT_EQ(cost(), QString());
}

TEST_F(ProgressFooterTest, OfARunTooShortToMeasureSaysOnlyWhatAnEventCosts)
{
    RunResult run = runOf(Primitive::Lock, 80e3, 0);
    run.trials.front().overhead = {.engineCpuShare = 5.62, .nsPerEvent = 21};
    m_footer.setRun(run);
    EXPECT_EQ(cost(), QStringLiteral("watching: too short to measure"));
    EXPECT_TRUE(events().contains(QStringLiteral("21 ns each")));
}

TEST_F(ProgressFooterTest, NothingMovesWhileTheNumbersGrow)
{
    m_footer.resize(1'280, m_footer.sizeHint().height());
    m_footer.show();
    m_footer.start();
    const auto placesAt = [this](std::uint64_t ended, double share) {
        LiveSnapshot snapshot = live(ended, 1'000'000, 1);
        snapshot.events = {.recorded = ended};
        snapshot.watching = {.engineShare = share, .window = {.cpuShare = share}};
        m_footer.setLive(snapshot);
        QCoreApplication::processEvents();
        return std::vector{label("Events recorded and dropped")->geometry(),
            label("What watching costs")->geometry()};
    };
    const auto before = placesAt(7, 0.001);
    EXPECT_EQ(placesAt(999'999, 0.234), before);
}

TEST_F(ProgressFooterTest, AsksForNoMoreRoomThanASmallScreenHas)
{
    LiveSnapshot snapshot = live(10'000'000, 100'000'000, 83);
    snapshot.trials = 10;
    snapshot.events = {.recorded = 10'000'000, .dropped = 5'000'000};
    snapshot.watching = {.engineShare = 0.123, .window = kWindow};
    m_footer.setLive(snapshot);
    EXPECT_LE(m_footer.minimumSizeHint().width(), 1'024 - 16);
}

TEST_F(ProgressFooterTest, ForgetsARunOfWhichNothingIsKnown)
{
    m_footer.setRun(runOf(Primitive::Lock, 40e6, 0));
    m_footer.clear();
    EXPECT_EQ(m_footer.state(), QStringLiteral("ready"));
    EXPECT_EQ(tasks() + events() + cost(), QString());
    EXPECT_EQ(share(), 0);
}

TEST_F(ProgressFooterTest, CountsDroppedEvents)
{
    LiveSnapshot snapshot = live(25, 100, 1);
    snapshot.events = {.recorded = 20, .dropped = 5};
    m_footer.setLive(snapshot);
    EXPECT_EQ(events(), QStringLiteral("20 events, 5 dropped"));
}

TEST_F(ProgressFooterTest, AProblemHasItsSignAndAMessageHasNone)
{
    m_footer.setMessage(QStringLiteral("saved"));
    EXPECT_EQ(messages(), QStringList{QStringLiteral("saved")});
    m_footer.setMessage(QStringLiteral("no room"), true);
    EXPECT_EQ(messages(), QStringList{QStringLiteral("✕ no room")});
    m_footer.setMessage({});
    EXPECT_EQ(messages(), QStringList());
}

TEST_F(ProgressFooterTest, AProblemHasTheWholeWidth)
{
    m_footer.setRun(runOf(Primitive::Lock, 40e6, 0));
    m_footer.setMessage(QStringLiteral("cannot write it ").repeated(6), true);
    m_footer.resize(1'280, m_footer.sizeHint().height());
    m_footer.show();
    QCoreApplication::processEvents();
    for (const NoteLabel* note : m_footer.findChildren<NoteLabel*>()) {
        const bool oneLine = note->height() < 2 * note->fontMetrics().height();
        EXPECT_TRUE(note->isHidden() || oneLine);
    }
}

TEST_F(ProgressFooterTest, AMessageHasItsRoomAndTheRestYields)
{
    m_footer.resize(1'024, 40);
    m_footer.show();
    m_footer.setRun(runOf(Primitive::Lock, 40e6, 0));
    EXPECT_TRUE(label("What watching costs")->isVisible());
    m_footer.setMessage(QStringLiteral("saving a run of some length.trace: 24.0 MiB written, and "
                                       "more of it is to come until all is there"));
    EXPECT_FALSE(label("What watching costs")->isVisible());
    QCoreApplication::processEvents();
    for (const NoteLabel* note : m_footer.findChildren<NoteLabel*>()) {
        const int needed = note->fontMetrics().horizontalAdvance(note->text());
        EXPECT_TRUE(!note->isVisible() || note->width() >= needed);
    }
    m_footer.setMessage({});
    EXPECT_TRUE(label("What watching costs")->isVisible());
}

TEST_F(ProgressFooterTest, SaysWhatWatchingCostsWholeOrNotAtAll)
{
    m_footer.show();
    LiveSnapshot snapshot = live(25, 100, 1);
    snapshot.watching = {.engineShare = 0.005, .window = kWindow};
    m_footer.setLive(snapshot);
    int shown = 0;
    for (int width = 500; width < 1'400; width += 20) {
        m_footer.resize(width, 40);
        QCoreApplication::processEvents();
        const QLabel& cost = *label("What watching costs");
        shown += cost.isVisible() ? 1 : 0;
        EXPECT_TRUE(
            !cost.isVisible() || cost.width() >= cost.fontMetrics().horizontalAdvance(cost.text()))
            << width;
    }
    EXPECT_GT(shown, 5);
    EXPECT_LT(shown, 40);
}

TEST_F(ProgressFooterTest, TellsTheTasksWholeWhereThereIsNoRoomForAll)
{
    RunResult run = runOf(Primitive::Lock, 40e6, 0);
    run.trials.front().tasks = {.total = 5'000'000, .succeeded = 5'000'000};
    m_footer.resize(2'000, 40);
    m_footer.setRun(run);
    m_footer.show();
    const QLabel& tasks = *label("Tasks done, time so far and to go");
    const int needed = m_footer.sizeHint().width();
    for (const int less : {20, 80}) {
        m_footer.resize(needed - less, 40);
        for (int round = 0; round < 8; ++round)
            QCoreApplication::processEvents();
        EXPECT_GE(tasks.width(), tasks.fontMetrics().horizontalAdvance(tasks.text())) << less;
    }
}

} // namespace
} // namespace interleave::ui
