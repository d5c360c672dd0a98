// What races do: lost updates by name, deadlocks, the textbooks' problems.

#include "tests/pictures/scenes.h"
#include "tests/pictures/stage.h"
#include "tests/pictures/staged_experiments.h"
#include "ui/evidence/history_tree.h"
#include "ui/evidence/lost_update_list.h"
#include "ui/views/run_page.h"

#include <QTableView>

#include <array>

namespace interleave::ui {

namespace {

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
    stage.photographTable(QStringLiteral("How did the value grow?"), QStringLiteral("history"));
    stage.photographTable(QStringLiteral("Who wrote over whom?"), QStringLiteral("collision"));
}

// The histogram that all pictures share, its window widened so that many collide.
void playBrightness(Stage& stage)
{
    stage.open();
    Experiment experiment = pictures({});
    experiment.tasks = 24;
    experiment.workers = 4;
    experiment.sync = Primitive::None;
    experiment.params["filters"] = std::string("grayscale");
    experiment.params["delay_ns"] = std::int64_t{100'000};
    stage.runToEnd(experiment);
    stage.trigger(QStringLiteral("Ra&ce"));
    stage.photograph(QStringLiteral("race-image-filter"));
    stage.photographTable(
        QStringLiteral("How many pixels have each brightness?"), QStringLiteral("brightness"));
    experiment.sync = Primitive::Lock;
    stage.runToEnd(experiment);
    stage.trigger(QStringLiteral("Ra&ce"));
    stage.photograph(QStringLiteral("race-image-filter-lock"));
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
    stage.photographTable(QStringLiteral("Who waits for whom?"), QStringLiteral("deadlock"));
    stage.trigger(QStringLiteral("Ra&ce"));
    stage.photograph(QStringLiteral("deadlock-race"));
    stage.trigger(QStringLiteral("T&imeline"));
    stage.photograph(QStringLiteral("deadlock-timeline"));
    experiment.params["strategy"] = std::string("ordered");
    experiment.tasks = 100'000;
    stage.run(experiment);
    waitForSeconds(stage, 0.3);
    stage.trigger(QStringLiteral("&Waits"));
    stage.photograph(QStringLiteral("waits-running"));
    stage.waitForEnd();
    stage.photographTable(QStringLiteral("Who waits for whom?"), QStringLiteral("waits"));
    stage.trigger(QStringLiteral("Ra&ce"));
    stage.photograph(QStringLiteral("philosophers-race"));
    stage.photographTable(
        QStringLiteral("How many meals did each philosopher have?"), QStringLiteral("meals"));
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

} // namespace

std::span<const Scene> raceScenes()
{
    static constexpr std::array kScenes{Scene{"lost-updates", playLostUpdates},
        Scene{"brightness", playBrightness},
        Scene{"deadlock", playDeadlock},
        Scene{"outcomes", playOutcomes}};
    return kScenes;
}

} // namespace interleave::ui
