#include "tests/pictures/scenes.h"

#include "core/timeline/task_search.h"
#include "tests/pictures/stage.h"
#include "tests/support/process_tree.h"
#include "ui/evidence/history_tree.h"
#include "ui/evidence/lost_update_list.h"
#include "ui/models/selected_statistics.h"
#include "ui/models/time_selection.h"
#include "ui/models/timeline_model.h"
#include "ui/run_page.h"
#include "ui/timeline/timeline_view.h"
#include "ui/timings/timings_view.h"

#include <QComboBox>
#include <QTableView>

#include <csignal>
#include <unistd.h>

namespace interleave::ui {

namespace {

Experiment counter(Primitive sync, std::int64_t trials = 1)
{
    Experiment experiment;
    experiment.workers = 2;
    experiment.sync = sync;
    experiment.trials = trials;
    return experiment;
}

Experiment squares(std::int64_t tasks, std::int64_t work)
{
    Experiment experiment;
    experiment.workload = WorkloadKind::Squares;
    experiment.params["work"] = work;
    experiment.tasks = tasks;
    return experiment;
}

Experiment sleeping(std::int64_t tasks, double seconds)
{
    Experiment experiment;
    experiment.workload = WorkloadKind::Sleep;
    experiment.params["duration"] = seconds;
    experiment.tasks = tasks;
    experiment.workers = 6;
    return experiment;
}

Experiment pictures(const std::string& folder)
{
    Experiment experiment;
    experiment.workload = WorkloadKind::ImageFilter;
    if (!folder.empty())
        experiment.params["input"] = folder;
    return experiment;
}

void waitForSeconds(Stage& stage, double seconds)
{
    stage.waitUntil(QStringLiteral("a run that goes on"),
        [&] { return static_cast<double>(stage.live().elapsedNs) > seconds * 1e9; });
}

void playForm(Stage& stage)
{
    stage.open();
    stage.photograph(QStringLiteral("empty"));
    stage.type(QStringLiteral("workers"), QStringLiteral("0"));
    stage.trigger(QStringLiteral("&Run"));
    stage.photograph(QStringLiteral("form-error"));
}

void playFinished(Stage& stage)
{
    stage.open();
    stage.runToEnd(counter(Primitive::None));
    stage.photograph(QStringLiteral("finished-counter-none"));
    stage.trigger(QStringLiteral("Lo&g"));
    stage.photograph(QStringLiteral("log"));
    stage.trigger(QStringLiteral("&Overview"));
    stage.runToEnd(counter(Primitive::Lock));
    stage.photograph(QStringLiteral("finished-counter-lock"));
    stage.runToEnd(squares(20'000, 20'000));
    stage.photograph(QStringLiteral("finished-squares"));
    stage.runToEnd(squares(100, 1));
    stage.photograph(QStringLiteral("finished-squares-tiny"));
    stage.runToEnd(sleeping(200, 0.02));
    stage.photograph(QStringLiteral("finished-sleep"));
    stage.runToEnd(pictures({}));
    stage.photograph(QStringLiteral("finished-image-filter"));
    stage.runToEnd(counter(Primitive::None, 5));
    stage.photograph(QStringLiteral("finished-5-trials"));
}

void playExecutors(Stage& stage)
{
    stage.open();
    Experiment apart = squares(500, 1);
    apart.executor = ExecutorKind::ProcessPerTask;
    apart.allAtOnce = true;
    stage.runToEnd(apart);
    stage.photograph(QStringLiteral("finished-process-per-task"));
    Experiment faulty = squares(20'000, 2'000);
    faulty.executor = ExecutorKind::Threads;
    faulty.timeout = 0.2;
    faulty.inject = {{FaultKind::Raise, 5}, {FaultKind::Hang, 5'000}, {FaultKind::Crash, 9'000}};
    stage.runToEnd(faulty);
    stage.photograph(QStringLiteral("finished-faults"));
    stage.type(QStringLiteral("timeout"), QStringLiteral("0"));
    stage.photograph(QStringLiteral("form-conflict"));
}

void playRunning(Stage& stage)
{
    stage.open();
    stage.run(squares(50'000, 400'000));
    waitForSeconds(stage, 1);
    stage.photograph(QStringLiteral("running-squares"));
    stage.trigger(QStringLiteral("&Stop"));
    stage.waitForEnd();
    stage.photograph(QStringLiteral("cancelled-squares"));
}

void playRespawned(Stage& stage)
{
    stage.open();
    stage.run(sleeping(300, 0.05));
    waitForSeconds(stage, 0.3);
    ::kill(static_cast<pid_t>(stage.live().workers.at(1).pid), SIGKILL);
    stage.waitUntil(
        QStringLiteral("a new worker"), [&] { return stage.live().workers.at(1).respawned > 0; });
    stage.photograph(QStringLiteral("running-worker-respawned"));
    stage.waitForEnd();
    stage.photograph(QStringLiteral("finished-worker-respawned"));
}

void playFailed(Stage& stage)
{
    stage.open();
    stage.runToEnd(pictures("/no/such/folder"));
    stage.photograph(QStringLiteral("failed-image-folder"));
    stage.run(sleeping(100'000, 0.01));
    waitForSeconds(stage, 0.5);
    for (const pid_t engine : test::childrenOf(::getpid()))
        ::kill(engine, SIGKILL);
    stage.waitForEnd();
    stage.photograph(QStringLiteral("failed-engine-killed"));
    stage.open("/no/such/program");
    stage.runToEnd(counter(Primitive::Lock));
    stage.photograph(QStringLiteral("failed-engine-missing"));
}

TimelineView& showTimeline(Stage& stage)
{
    stage.trigger(QStringLiteral("T&imeline"));
    return *stage.runPage().findChild<TimelineView*>();
}

void waitForEvents(Stage& stage)
{
    const auto* events = stage.runPage().findChild<TimelineModel*>();
    const auto* statistics = stage.runPage().findChild<SelectedStatistics*>();
    stage.waitUntil(
        QStringLiteral("the events"), [&] { return events->complete() && !statistics->busy(); });
}

void chooseColor(TimelineView& timeline, int index)
{
    for (QComboBox* box : timeline.findChildren<QComboBox*>()) {
        if (box->accessibleName() == QStringLiteral("What the colours mean"))
            box->setCurrentIndex(index);
    }
}

// From all of it to single tasks, live and finished.
void playTimeline(Stage& stage)
{
    stage.open();
    showTimeline(stage);
    stage.photograph(QStringLiteral("timeline-empty"));
    Experiment experiment = squares(20'000, 30'000);
    experiment.sync = Primitive::None;
    experiment.workers = 4;
    stage.run(experiment);
    TimelineView& timeline = showTimeline(stage);
    waitForSeconds(stage, 0.3);
    stage.photograph(QStringLiteral("timeline-running"));
    stage.waitForEnd();
    waitForEvents(stage);
    stage.photograph(QStringLiteral("timeline-whole"));
    auto* time = stage.runPage().findChild<TimeSelection*>();
    const double middle = time->whole().length() / 2;
    time->jumpTo({middle, middle + time->whole().length() / 100});
    time->select({.time = TimeRange{middle + time->visible().length() * 0.3,
                      middle + time->visible().length() * 0.6},
        .workers = {1, 2}});
    waitForEvents(stage);
    stage.photograph(QStringLiteral("timeline-selection"));
    time->select({});
    time->jumpTo({middle, middle + 2e6});
    chooseColor(timeline, 2);
    waitForEvents(stage);
    stage.photograph(QStringLiteral("timeline-duration"));
}

void playTimelineLocks(Stage& stage)
{
    stage.open();
    Experiment experiment = counter(Primitive::Lock);
    experiment.workers = 4;
    experiment.tasks = 200;
    experiment.params = {{"increments", std::int64_t{50}}, {"delay_ns", std::int64_t{5'000}}};
    stage.runToEnd(experiment);
    TimelineView& timeline = showTimeline(stage);
    waitForEvents(stage);
    stage.photograph(QStringLiteral("timeline-locks-whole"));
    auto* time = stage.runPage().findChild<TimeSelection*>();
    const auto* events = stage.runPage().findChild<TimelineModel*>();
    // Around a wait in the middle of the run.
    const double middle = time->whole().length() / 2;
    const auto waits = events->index()->locksIn(0, events->ticksOf({middle, time->whole().end}));
    const double place = waits.empty() ? middle : events->timeOf(waits.front().begin);
    time->jumpTo({place - 10e3, place + 50e3});
    if (const auto task = events->index()->taskAt(0, events->tickAt(place + 100)))
        time->pin(TaskPlace{task->event.task, 0, events->timeOf(rangeOf(task->event))});
    waitForEvents(stage);
    timeline.update();
    stage.photograph(QStringLiteral("timeline-locks"));
}

void playTimelineKilled(Stage& stage)
{
    stage.open();
    Experiment experiment = sleeping(300, 0.02);
    experiment.inject = {{FaultKind::Crash, 40},
        {FaultKind::Crash, 120},
        {FaultKind::Raise, 200},
        {FaultKind::Exit, 220}};
    stage.runToEnd(experiment);
    showTimeline(stage);
    waitForEvents(stage);
    stage.photograph(QStringLiteral("timeline-killed"));
}

void playTimelineLarge(Stage& stage)
{
    stage.open();
    Experiment experiment = squares(10'000'000, 1);
    experiment.workers = 4;
    experiment.sync = Primitive::None;
    stage.run(experiment);
    TimelineView& timeline = showTimeline(stage);
    stage.waitForEnd();
    waitForEvents(stage);
    stage.photograph(QStringLiteral("timeline-10m"));
    chooseColor(timeline, 2);
    stage.photograph(QStringLiteral("timeline-10m-duration"));
    chooseColor(timeline, 0);
    auto* time = stage.runPage().findChild<TimeSelection*>();
    // Where a short task runs: on a busy machine some wait for a core for milliseconds.
    const auto* events = stage.runPage().findChild<TimelineModel*>();
    const TaskSearch shortOnes(*events->index(), {.atMostTicks = 200});
    const auto task = shortOnes.firstFrom(events->tickAt(time->whole().length() / 2));
    const double place = task ? events->timeOf(task->event.begin) : 0;
    time->jumpTo({place, place + 2'000});
    waitForEvents(stage);
    stage.photograph(QStringLiteral("timeline-10m-close-up"));
}

void playComparison(Stage& stage)
{
    const QString withAndWithoutLock = QStringLiteral("With and without &lock");
    stage.open();
    Experiment slow = squares(50'000, 200'000);
    slow.sync = Primitive::Lock;
    stage.setExperiment(slow);
    stage.trigger(withAndWithoutLock);
    waitForSeconds(stage, 0.5);
    stage.photograph(QStringLiteral("comparison-running"));
    stage.trigger(QStringLiteral("&Stop"));
    stage.waitForEnd();
    stage.photograph(QStringLiteral("comparison-cancelled"));
    stage.setExperiment(counter(Primitive::Lock));
    stage.trigger(withAndWithoutLock);
    stage.waitForEnd();
    stage.photograph(QStringLiteral("comparison-finished"));
}

void playPrimitives(Stage& stage)
{
    stage.open();
    stage.setExperiment(counter(Primitive::Lock));
    stage.trigger(QStringLiteral("Compare &primitives…"));
    stage.photograph(QStringLiteral("primitives-chosen"));
    Experiment experiment = counter(Primitive::Lock, 10);
    experiment.compare = {Primitive::None, Primitive::Lock, Primitive::Spinlock, Primitive::Atomic};
    stage.run(experiment);
    stage.waitUntil(QStringLiteral("some trials"), [&] { return stage.live().trial > 8; });
    stage.photograph(QStringLiteral("primitives-running"));
    stage.waitForEnd();
    stage.photograph(QStringLiteral("primitives-finished"));
    experiment.compare.clear();
    for (const Choice& choice : choicesOf<Primitive>())
        experiment.compare.push_back(*fromName<Primitive>(choice.name));
    experiment.params["increments"] = std::int64_t{100};
    experiment.trials = 5;
    stage.runToEnd(experiment);
    stage.photograph(QStringLiteral("primitives-all"));
}

void playDistribution(Stage& stage)
{
    stage.open();
    Experiment experiment = counter(Primitive::None, 20);
    experiment.probe = true;
    stage.runToEnd(experiment);
    stage.trigger(QStringLiteral("Ra&ce"));
    stage.photograph(QStringLiteral("race-20-trials"));
    stage.runToEnd(counter(Primitive::None, 20));
    stage.photograph(QStringLiteral("race-histogram"));
}

void playPoolSizes(Stage& stage)
{
    stage.open();
    Experiment experiment = counter(Primitive::None, 10);
    experiment.varyWorkers = {1, 2, 4, 8};
    experiment.schedule = Schedule::Static;
    stage.runToEnd(experiment);
    stage.photograph(QStringLiteral("pool-sizes-overview"));
    stage.trigger(QStringLiteral("Ra&ce"));
    stage.photograph(QStringLiteral("pool-sizes-race"));
}

// The whole history of a small race, its window widened so that many collide, and a part of it.
void playLostUpdates(Stage& stage)
{
    stage.open();
    Experiment experiment = counter(Primitive::None);
    stage.runToEnd(experiment);
    stage.trigger(QStringLiteral("Lost &updates"));
    stage.photograph(QStringLiteral("lost-updates-off"));
    experiment.params = {{"increments", std::int64_t{200}}, {"delay_ns", std::int64_t{300}}};
    experiment.tasks = 100;
    experiment.schedule = Schedule::Static;
    experiment.evidence = true;
    stage.runToEnd(experiment);
    stage.trigger(QStringLiteral("Lost &updates"));
    auto* list = stage.runPage().findChild<LostUpdateList*>();
    stage.waitUntil(QStringLiteral("the list"), [&] { return !list->busy(); });
    stage.photograph(QStringLiteral("lost-updates-whole"));
    auto* tree = stage.runPage().findChild<HistoryTree*>();
    // Around the collision of the first lost update.
    constexpr int kReadColumn = 2;
    const QAbstractItemModel* rows = list->findChild<QTableView*>()->model();
    QString read = rows->index(0, kReadColumn).data().toString();
    const double depth = read.remove(QLatin1Char(',')).toDouble();
    tree->setRange({std::max(depth - 10, 0.0), depth + 10});
    stage.photograph(QStringLiteral("lost-updates-close-up"));
}

void playDeadlock(Stage& stage)
{
    stage.open();
    Experiment experiment;
    experiment.workload = WorkloadKind::Philosophers;
    experiment.workers = 5;
    experiment.sync = Primitive::None;
    experiment.params["strategy"] = std::string("left-first");
    stage.runToEnd(experiment);
    stage.trigger(QStringLiteral("&Waits"));
    stage.photograph(QStringLiteral("deadlock"));
    stage.trigger(QStringLiteral("Ra&ce"));
    stage.photograph(QStringLiteral("deadlock-race"));
    experiment.params["strategy"] = std::string("ordered");
    experiment.tasks = 100'000;
    stage.run(experiment);
    waitForSeconds(stage, 0.3);
    stage.trigger(QStringLiteral("&Waits"));
    stage.photograph(QStringLiteral("waits-running"));
    stage.waitForEnd();
    stage.trigger(QStringLiteral("Ra&ce"));
    stage.photograph(QStringLiteral("philosophers-race"));
}

void playOutcomes(Stage& stage)
{
    stage.open();
    for (const WorkloadKind kind : {WorkloadKind::Bank,
             WorkloadKind::Tickets,
             WorkloadKind::BoundedBuffer,
             WorkloadKind::FalseSharing,
             WorkloadKind::StoreBuffering}) {
        Experiment experiment;
        experiment.workload = kind;
        experiment.sync = Primitive::None;
        stage.runToEnd(experiment);
        stage.trigger(QStringLiteral("Ra&ce"));
        stage.photograph(
            QStringLiteral("outcome-") % QString::fromStdString(std::string(nameOf(kind))));
    }
}

void photographLive(Stage& stage, const Experiment& experiment, const QString& name)
{
    stage.run(experiment);
    stage.trigger(QStringLiteral("&Activity"));
    waitForSeconds(stage, 1.2);
    stage.photograph(name % QStringLiteral("-running"));
    if (stage.running()) {
        stage.trigger(QStringLiteral("&Stop"));
        stage.waitForEnd();
    }
    stage.photograph(name);
}

Experiment squaresOneByOne(std::int64_t chunk)
{
    Experiment experiment = squares(5'000'000, 100);
    experiment.schedule = Schedule::Dynamic;
    experiment.chunk = chunk;
    return experiment;
}

Experiment crowdedCounter()
{
    Experiment experiment = counter(Primitive::Lock);
    experiment.workers = 8;
    experiment.tasks = 200'000;
    experiment.params["increments"] = std::int64_t{100};
    return experiment;
}

void playLive(Stage& stage)
{
    stage.open();
    photographLive(stage, squaresOneByOne(1), QStringLiteral("live-squares"));
    photographLive(stage, crowdedCounter(), QStringLiteral("live-counter-lock"));
    photographLive(stage, sleeping(1'000, 0.01), QStringLiteral("live-sleep"));
}

void photographTimings(Stage& stage, const QString& name)
{
    auto& timings = *stage.runPage().findChild<TimingsView*>();
    const auto& model = *stage.runPage().findChild<TimelineModel*>();
    stage.waitUntil(
        QStringLiteral("all durations"), [&] { return model.complete() && !timings.busy(); });
    stage.photograph(name);
}

void playTimings(Stage& stage)
{
    stage.open();
    stage.trigger(QStringLiteral("&Timings"));
    for (const std::int64_t chunk : {1, 64}) {
        Experiment squares = squaresOneByOne(chunk);
        squares.tasks = 500'000;
        stage.runToEnd(squares);
        photographTimings(stage, QStringLiteral("timings-squares-chunk-%1").arg(chunk));
    }
    stage.runToEnd(crowdedCounter());
    photographTimings(stage, QStringLiteral("timings-counter-lock"));
    auto& timings = *stage.runPage().findChild<TimingsView*>();
    timings.setKind(TimingsView::Waits);
    photographTimings(stage, QStringLiteral("timings-counter-lock-waits"));
    timings.setKind(TimingsView::Tasks);
    stage.runToEnd(sleeping(300, 0.01));
    photographTimings(stage, QStringLiteral("timings-sleep"));
}

} // namespace

void play(Stage& stage, const QString& only)
{
    struct Scene
    {
        const char* name;
        void (*play)(Stage&);
    };
    for (const Scene& scene : {Scene{"form", playForm},
             Scene{"finished", playFinished},
             Scene{"executors", playExecutors},
             Scene{"running", playRunning},
             Scene{"respawned", playRespawned},
             Scene{"failed", playFailed},
             Scene{"timeline", playTimeline},
             Scene{"timeline-locks", playTimelineLocks},
             Scene{"timeline-killed", playTimelineKilled},
             Scene{"timeline-10m", playTimelineLarge},
             Scene{"comparison", playComparison},
             Scene{"primitives", playPrimitives},
             Scene{"distribution", playDistribution},
             Scene{"pool-sizes", playPoolSizes},
             Scene{"lost-updates", playLostUpdates},
             Scene{"deadlock", playDeadlock},
             Scene{"outcomes", playOutcomes},
             Scene{"live", playLive},
             Scene{"timings", playTimings}}) {
        if (only.isEmpty() || only == QLatin1String(scene.name))
            scene.play(stage);
    }
}

} // namespace interleave::ui
