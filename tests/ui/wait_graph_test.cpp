#include "tests/ui/print_qt.h"
#include "tests/ui/sample_results.h"
#include "ui/models/deadlock_sentence.h"
#include "ui/models/sync_sentence.h"
#include "ui/waits/wait_graph_layout.h"
#include "ui/waits/wait_graph_picture.h"
#include "ui/waits/wait_graph_view.h"
#include "ui/widgets/number_table.h"

#include <gtest/gtest.h>

#include <QLabel>

#include <algorithm>
#include <cmath>

namespace interleave::ui {
namespace {

LiveSnapshot twoWorkers()
{
    LiveSnapshot live = liveSnapshot(1);
    live.lockHolders.assign(kNamedLocks, 0);
    live.lockHolders[1] = 1;
    live.lockHolders[2] = 2;
    live.workers[0].waitsFor = 2;
    return live;
}

std::vector<DeadlockLink> circleOfTwo()
{
    const Experiment experiment;
    return {
        {.worker = 0, .waitsFor = lockName(experiment.workload, experiment.sync, 2), .heldBy = 1},
        {.worker = 1, .waitsFor = lockName(experiment.workload, experiment.sync, 1), .heldBy = 0}};
}

TEST(WaitGraphLayout, HasRoomForArrowsAlsoWhereThereIsLittle)
{
    constexpr double kGap = 3;
    const WaitGraphLayout places = layOutWaitGraph(QRectF(0, 0, 192, 168), 5, 6);
    for (std::size_t i = 0; i < 5; ++i) {
        const QLineF arrow = arrowBetween(
            places.workers[i], places.locks[i + 1], places.radius + kGap, places.radius + kGap);
        EXPECT_GE(arrow.length(), 10) << i;
    }
    EXPECT_GE(places.radius, 10) << "and for the numbers";
}

TEST(DeadlockWords, NameTheCircle)
{
    const std::vector<DeadlockLink> circle{{.worker = 0, .waitsFor = "fork 2", .heldBy = 1},
        {.worker = 1, .waitsFor = "fork 1", .heldBy = 0}};
    EXPECT_EQ(
        deadlockHeadline(circle), QStringLiteral("Deadlock: workers 1 and 2 wait for each other"));
    EXPECT_EQ(deadlockSentence(circle),
        QStringLiteral("Worker 1 waits for fork 2, which worker 2 holds; worker 2 waits for fork "
                       "1, which worker 1 holds"));
    EXPECT_EQ(deadlockHeadline({}), QString());
}

TEST(SyncSentence, SaysHowThePrimitivesWereUsed)
{
    SyncResult sync;
    sync.use.acquisitions = 2'000'000;
    sync.handOvers = 12'345;
    sync.fairness = 0.982;
    sync.waitedShare = 0.43;
    EXPECT_EQ(syncSentence(sync, 4),
        QStringLiteral(
            "2,000,000 acquisitions, 12,345 handed over to another worker · fairness "
            "0.98 (1: all got it as often, 0.25: one alone) · somebody waited for a lock "
            "43 % of wall time"));
    EXPECT_EQ(syncSentence({}, 4), QString());
    EXPECT_FALSE(syncSentence(sync, 1).contains(QStringLiteral("fairness"))) << "among one";
}

TEST(WaitGraph, KnowsWhoHoldsAndWhoWaits)
{
    WaitGraph graph{Experiment{}};
    graph.update(twoWorkers());
    ASSERT_EQ(graph.locks().size(), 3U);
    EXPECT_EQ(graph.locks()[1].holder, 0U);
    EXPECT_EQ(graph.workers()[0].waitsFor, 2U);
    EXPECT_EQ(waitingSentence(graph), QStringLiteral("1 of 2 workers wait"));
}

TEST(WaitGraph, KeepsLocksThatNobodyHoldsAnyMore)
{
    WaitGraph graph{Experiment{}};
    graph.update(twoWorkers());
    graph.update(liveSnapshot(2));
    EXPECT_EQ(graph.locks().size(), 3U);
    EXPECT_EQ(graph.waiting(), 0U);
}

TEST(WaitGraph, IgnoresHoldersThatAreNoWorkers)
{
    LiveSnapshot live = twoWorkers();
    live.lockHolders[1] = 77;
    WaitGraph graph{Experiment{}};
    graph.update(live);
    EXPECT_FALSE(graph.locks()[1].holder.has_value());
}

TEST(WaitGraph, DoesNotLetAWorkerWaitForWhatItHolds)
{
    LiveSnapshot live = twoWorkers();
    live.workers[0].waitsFor = 1; // it has given lock 1 back since the engine looked
    WaitGraph graph{Experiment{}};
    graph.update(live);
    EXPECT_FALSE(graph.locks()[1].holder.has_value());
    EXPECT_EQ(graph.workers()[0].waitsFor, 1U);
}

TEST(WaitGraph, MarksADeadlockAlsoWhenNobodyLookedBefore)
{
    WaitGraph graph{Experiment{}};
    graph.markDeadlock(circleOfTwo());
    ASSERT_EQ(graph.workers().size(), 2U);
    EXPECT_TRUE(graph.workers()[0].stuck);
    EXPECT_TRUE(graph.locks()[1].stuck);
    EXPECT_EQ(graph.locks()[2].holder, 1U);
}

TEST(WaitGraph, ShowsWhoWasStuckAsAliveAlthoughTheEngineEndedThem)
{
    LiveSnapshot live = twoWorkers();
    live.workers[0].state = WorkerState::Dead;
    WaitGraph graph{Experiment{}};
    graph.update(live);
    EXPECT_FALSE(graph.workers()[0].alive);
    graph.markDeadlock(circleOfTwo());
    EXPECT_TRUE(graph.workers()[0].alive);
}

TEST(WaitGraphNodes, KeepTheirPlaces)
{
    const QRectF room(0, 0, 400, 300);
    const WaitGraphLayout one = layOutWaitGraph(room, 5, 6);
    EXPECT_EQ(one.workers, layOutWaitGraph(room, 5, 4).workers);
    ASSERT_EQ(one.locks.size(), 6U);
    EXPECT_EQ(one.locks[0], room.center());
}

TEST(WaitGraphNodes, NeverOverlap)
{
    for (const std::size_t locks : {6U, 11U, 65U}) {
        const WaitGraphLayout layout = layOutWaitGraph({0, 0, 600, 400}, 5, locks);
        std::vector<QPointF> all = layout.workers;
        all.insert(all.end(), layout.locks.begin(), layout.locks.end());
        for (std::size_t i = 0; i < all.size(); ++i) {
            for (std::size_t j = 0; j < i; ++j)
                EXPECT_GT(QLineF(all[i], all[j]).length(), 2 * layout.radius) << locks;
        }
    }
}

TEST(WaitGraphNodes, LieInTheirRoom)
{
    const QRectF room(0, 0, 500, 200);
    const WaitGraphLayout layout = layOutWaitGraph(room, 8, 9);
    for (const QPointF& node : layout.workers)
        EXPECT_TRUE(room.contains(
            QRectF(node, QSizeF())
                .adjusted(-layout.radius, -layout.radius, layout.radius, layout.radius)));
}

TEST(WaitGraphNodes, NeverLieUnderTheNameOfAnother)
{
    const QRectF room(0, 0, 700, 330);
    const QSizeF name(70, 16);
    for (const std::size_t locks : {5U, 7U, 9U, 11U, 13U}) {
        const WaitGraphLayout layout = layOutWaitGraph(room, 4, locks);
        for (std::size_t named = 1; named < locks; ++named) {
            const QRectF box
                = placeOfName(layout.locks[named], room.center(), layout.radius, name).box;
            const auto isFree = [&](const QPointF& node) {
                return !box.intersects({node.x() - layout.radius,
                    node.y() - layout.radius,
                    2 * layout.radius,
                    2 * layout.radius});
            };
            EXPECT_TRUE(std::ranges::all_of(layout.workers, isFree)) << locks << ' ' << named;
            for (std::size_t lock = 0; lock < locks; ++lock)
                EXPECT_TRUE(lock == named || isFree(layout.locks[lock])) << locks << ' ' << named;
        }
    }
}

TEST(WaitGraph, HasNoPrimitiveWhereNoneIsUsed)
{
    EXPECT_FALSE(WaitGraph(Experiment{.workload = WorkloadKind::Philosophers}).showsPrimitive());
    EXPECT_TRUE(WaitGraph(Experiment{}).showsPrimitive());
}

TEST(WaitGraphArrows, LeaveTheNodesFree)
{
    const QLineF arrow = arrowBetween({0, 0}, {100, 0}, 10, 20);
    EXPECT_EQ(arrow, QLineF(10, 0, 80, 0));
    EXPECT_TRUE(arrowBetween({0, 0}, {20, 0}, 10, 20).isNull());
}

TEST(WaitGraphViewWidget, MarksADeadlockOfWhichTheAnswerAboveHasTheDetails)
{
    WaitGraphView view;
    view.start(Experiment{});
    view.setLive(twoWorkers());
    TrialResult trial = trialThatLost(0, 10);
    trial.end = TrialEnd::Deadlocked;
    trial.deadlock = circleOfTwo();
    view.setResult(trial);
    QStringList said;
    for (const QLabel* label : view.findChildren<QLabel*>())
        said << label->text();
    EXPECT_TRUE(said.contains(QStringLiteral("✕ 2 workers in the marked circle can never go on.")));
    EXPECT_TRUE(said.filter(QStringLiteral("orker 1 waits")).isEmpty());
    EXPECT_TRUE(view.graph().workers()[1].stuck);
}

TEST(WaitGraphViewWidget, ForgetsTheWaitingWhenTheRunHasEnded)
{
    WaitGraphView view;
    view.start(Experiment{});
    view.setLive(twoWorkers());
    view.setResult(trialThatLost(0, 10));
    EXPECT_EQ(view.graph().waiting(), 0U);
}

TEST(WaitGraphViewWidget, HasEveryArrowInItsTable)
{
    WaitGraphView view;
    view.start(Experiment{});
    EXPECT_TRUE(view.numbers().rows.empty());
    view.setLive(twoWorkers());
    const NumberTable table = view.numbers();
    ASSERT_EQ(table.rows.size(), 3U);
    EXPECT_EQ(table.rows[0][0].toString(), QStringLiteral("worker 1"));
    EXPECT_EQ(table.rows[0][1].toString(), QStringLiteral("waits for"));
    EXPECT_EQ(table.rows[0][2], table.rows[2][0]); // the lock,
    EXPECT_EQ(table.rows[2][2].toString(), QStringLiteral("worker 2")); // and who holds it
    EXPECT_TRUE(std::isnan(table.rows[0][3].toDouble()));
}

TEST(WaitGraphViewWidget, CountsWhoHadToWaitForWhomMostFirst)
{
    WaitGraphView view;
    view.start(Experiment{});
    TrialResult trial = trialThatLost(0, 10);
    trial.sync.waits = {{.waiter = 0, .holder = 1, .times = 3}, {.waiter = 1, .times = 12'345}};
    trial.sync.use.contended = 12'350;
    view.setResult(trial);
    const NumberTable table = view.numbers();
    ASSERT_EQ(table.rows.size(), 3U);
    EXPECT_EQ(table.rows[0],
        (QVariantList{table.rows[0][0], table.rows[0][1], table.rows[1][0], 12'345ULL}));
    EXPECT_EQ(table.rows[1][3].toULongLong(), 3U);
    EXPECT_EQ(table.rows[2][3].toULongLong(), 2U); // of those whose holder is not known
    view.start(Experiment{});
    EXPECT_TRUE(view.numbers().rows.empty());
}

TEST(WaitGraphViewWidget, OffersItsTableWhereThereIsAPicture)
{
    WaitGraphView view;
    view.show();
    const auto* button = view.findChild<TableButton*>();
    EXPECT_FALSE(button->isVisible());
    view.start(Experiment{});
    view.setLive(twoWorkers());
    EXPECT_TRUE(button->isVisible());
}

TEST(WaitGraph, CountsThoseWhoWaitForLocksThatAreNotShown)
{
    LiveSnapshot live = twoWorkers();
    live.workers[1].waitsFor = 200;
    WaitGraph graph{Experiment{}};
    graph.update(live);
    EXPECT_EQ(graph.waiting(), 2U);
    EXPECT_EQ(waitingSentence(graph),
        QStringLiteral("2 of 2 workers wait, 1 of them for locks that are not shown: only the "
                       "first 64 are"));
}

} // namespace
} // namespace interleave::ui
