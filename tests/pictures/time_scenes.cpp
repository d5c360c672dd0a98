// The views of time: the timeline, activity, timings.

#include "core/timeline/task_search.h"
#include "tests/pictures/scenes.h"
#include "tests/pictures/stage.h"
#include "tests/pictures/staged_experiments.h"
#include "ui/models/in_background.h"
#include "ui/models/selected_statistics.h"
#include "ui/models/task_selection.h"
#include "ui/models/time_view.h"
#include "ui/models/timeline_model.h"
#include "ui/timeline/search_bar.h"
#include "ui/timeline/selected_columns.h"
#include "ui/timeline/timeline_view.h"
#include "ui/timings/duration_histogram.h"
#include "ui/timings/timings_view.h"
#include "ui/views/run_page.h"

#include <QComboBox>
#include <QLineEdit>
#include <QSemaphore>
#include <QTest>

#include <algorithm>
#include <array>

namespace interleave::ui {

namespace {

TimelineView& showTimeline(Stage& stage)
{
    stage.trigger(QStringLiteral("T&imeline"));
    return *stage.runPage().findChild<TimelineView*>();
}

void waitForEvents(Stage& stage)
{
    const auto* events = stage.runPage().findChild<TimelineModel*>();
    const auto* statistics = stage.runPage().findChild<SelectedStatistics*>();
    const auto* selected = stage.runPage().findChild<SelectedColumns*>();
    stage.waitUntil(QStringLiteral("the events"),
        [&] { return events->complete() && !statistics->busy() && !selected->busy(); });
}

void choose(TimelineView& timeline, const QString& what, int index)
{
    for (QComboBox* box : timeline.findChildren<QComboBox*>()) {
        if (box->accessibleName() == what)
            box->setCurrentIndex(index);
    }
}

void chooseColor(TimelineView& timeline, int index)
{
    choose(timeline, QStringLiteral("What the colours mean"), index);
}

void showCores(TimelineView& timeline)
{
    choose(timeline, QStringLiteral("What a row is"), 1);
}

// From all of it to single tasks, live and finished.
void playTimeline(Stage& stage)
{
    stage.open();
    showTimeline(stage);
    stage.photograph(QStringLiteral("timeline-empty"));
    Experiment experiment = squares(20'000, 300'000);
    experiment.sync = Primitive::None;
    experiment.workers = 4;
    stage.run(experiment);
    TimelineView& timeline = showTimeline(stage);
    waitForSeconds(stage, 0.3);
    stage.photograph(QStringLiteral("timeline-running"));
    stage.waitForEnd();
    waitForEvents(stage);
    stage.photograph(QStringLiteral("timeline-whole"));
    auto* time = stage.runPage().findChild<TimeView*>();
    const double middle = time->whole().length() / 2;
    time->jumpTo({middle, middle + time->whole().length() / 100});
    auto* selection = stage.runPage().findChild<TaskSelection*>();
    selection->select({.time = TimeRange{middle + time->visible().length() * 0.3,
                           middle + time->visible().length() * 0.6},
        .workers = {1, 2}});
    waitForEvents(stage);
    stage.photograph(QStringLiteral("timeline-selection"));
    selection->select({});
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
    auto* time = stage.runPage().findChild<TimeView*>();
    const auto* events = stage.runPage().findChild<TimelineModel*>();
    // Around a wait in the middle of the run.
    const double middle = time->whole().length() / 2;
    const auto waits = events->index()->locksIn(0, events->ticksOf({middle, time->whole().end}));
    const double place = waits.empty() ? middle : events->timeOf(waits.front().begin);
    time->jumpTo({place - 10e3, place + 50e3});
    if (const auto task = events->index()->taskAt(0, events->tickAt(place + 100)))
        stage.runPage().findChild<TaskSelection*>()->pin(
            TaskPlace{task->event.task, 0, events->timeOf(rangeOf(task->event))});
    waitForEvents(stage);
    timeline.update();
    stage.photograph(QStringLiteral("timeline-locks"));
    showCores(timeline);
    stage.photograph(QStringLiteral("timeline-locks-cores"));
    time->showAll();
    waitForEvents(stage);
    stage.photograph(QStringLiteral("timeline-locks-cores-whole"));
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
    TimelineView& timeline = showTimeline(stage);
    waitForEvents(stage);
    stage.photograph(QStringLiteral("timeline-killed"));
    showCores(timeline);
    stage.photograph(QStringLiteral("timeline-killed-cores"));
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
    auto* time = stage.runPage().findChild<TimeView*>();
    // Where a short task runs: on a busy machine some wait for a core for milliseconds.
    const auto* events = stage.runPage().findChild<TimelineModel*>();
    TaskSearch shortOnes(*events->recording(), {.duration = {.atMost = 200}});
    const auto task = shortOnes.firstFrom(events->tickAt(time->whole().length() / 2));
    const double place = task ? events->timeOf(task->event.begin) : 0;
    time->jumpTo({place, place + 2'000});
    waitForEvents(stage);
    stage.photograph(QStringLiteral("timeline-10m-close-up"));
    // A search that another thread has not yet begun.
    QSemaphore searched;
    backgroundThreads().setMaxThreadCount(1);
    backgroundThreads().start([&] { searched.acquire(); });
    auto* text = timeline.findChild<QLineEdit*>();
    QTest::keyClicks(text, QStringLiteral("wait>5us"));
    QTest::keyClick(text, Qt::Key_Return);
    const auto* search = timeline.findChild<SearchBar*>();
    stage.waitUntil(QStringLiteral("what the search says"),
        [&] { return search->message().startsWith(QStringLiteral("searching")); });
    stage.photograph(QStringLiteral("timeline-10m-searching"));
    searched.release();
    backgroundThreads().waitForDone();
    backgroundThreads().setMaxThreadCount(QThread::idealThreadCount());
    QTest::keyClick(text, Qt::Key_Escape);
}

void photographLive(Stage& stage, const Experiment& experiment, const QString& name)
{
    stage.run(experiment);
    stage.trigger(QStringLiteral("&Activity"));
    stage.waitUntil(QStringLiteral("some samples"), [&] { // a fast machine may be done before
        return static_cast<double>(stage.live().elapsedNs) > 1.2e9 || !stage.running();
    });
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
    // So long that not every sample is drawn.
    stage.runToEnd(sleeping(1'200, 0.04));
    stage.photograph(QStringLiteral("live-long"));
    stage.trigger(QStringLiteral("&Overview"));
    stage.photograph(QStringLiteral("live-long-cores"));
}

void photographTimings(Stage& stage, const QString& name)
{
    auto& timings = *stage.runPage().findChild<TimingsView*>();
    const auto& model = *stage.runPage().findChild<TimelineModel*>();
    stage.waitUntil(
        QStringLiteral("all durations"), [&] { return model.complete() && !timings.busy(); });
    stage.photograph(name);
}

void chooseHighestBar(Stage& stage)
{
    auto& histogram = *stage.runPage().findChild<DurationHistogram*>();
    const auto& bins = histogram.bins();
    const auto highest = std::ranges::max_element(bins, {}, &DurationBin::count) - bins.begin();
    QTest::mouseClick(&histogram,
        Qt::LeftButton,
        {},
        histogram.barRect(static_cast<std::size_t>(highest)).center().toPoint());
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
    chooseHighestBar(stage);
    photographTimings(stage, QStringLiteral("timings-counter-lock-waits-chosen"));
    TimelineView& timeline = showTimeline(stage);
    stage.runPage().findChild<TimeView*>()->showAll();
    waitForEvents(stage);
    stage.photograph(QStringLiteral("timeline-waits-chosen"));
    showCores(timeline);
    waitForEvents(stage);
    stage.photograph(QStringLiteral("timeline-waits-chosen-cores"));
    stage.trigger(QStringLiteral("&Timings"));
    timings.setKind(TimingsView::Tasks);
    stage.runToEnd(sleeping(300, 0.01));
    photographTimings(stage, QStringLiteral("timings-sleep"));
}

} // namespace

std::span<const Scene> timeScenes()
{
    static constexpr std::array kScenes{Scene{"timeline", playTimeline},
        Scene{"timeline-locks", playTimelineLocks},
        Scene{"timeline-killed", playTimelineKilled},
        Scene{"timeline-10m", playTimelineLarge},
        Scene{"live", playLive},
        Scene{"timings", playTimings}};
    return kScenes;
}

} // namespace interleave::ui
