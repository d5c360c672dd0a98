// What is compared: with and without a lock, primitives, pool sizes, trials.

#include "tests/pictures/scenes.h"
#include "tests/pictures/stage.h"
#include "tests/pictures/staged_experiments.h"
#include "ui/compare/offered_comparison.h"
#include "ui/views/first_experiments.h"

#include <array>
#include <utility>

namespace interleave::ui {

namespace {

void playComparison(Stage& stage)
{
    const QString withAndWithoutLock = QStringLiteral("With and without &lock");
    stage.open();
    Experiment slow = counter(Primitive::Lock);
    slow.tasks = 100'000;
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
    stage.photographTable(QStringLiteral("Comparison of two runs"), QStringLiteral("comparison"));
    stage.photographTable(QStringLiteral("The cores of run B"), QStringLiteral("comparison-cores"));
}

void playAnswers(Stage& stage)
{
    stage.open();
    stage.runToEnd({.workload = WorkloadKind::ReadersWriters,
        .compare = {Primitive::None, Primitive::Lock},
        .trials = 5});
    stage.photograph(QStringLiteral("comparison-answers"));
    stage.runToEnd({.workload = WorkloadKind::Tickets,
        .compare = {Primitive::None, Primitive::Lock, Primitive::Spinlock},
        .trials = 5});
    stage.photograph(QStringLiteral("primitives-answers"));
}

void playAlternatives(Stage& stage)
{
    stage.open();
    const std::pair<WorkloadKind, const char*> alternatives[] = {
        {WorkloadKind::FalseSharing, "Packed and padded"},
        {WorkloadKind::StoreBuffering, "Without and with mfence"},
        {WorkloadKind::Philosophers, "“Left fork first” and “in order”"},
    };
    for (const auto& [workload, action] : alternatives) {
        Experiment experiment{.workload = workload};
        if (workload == WorkloadKind::StoreBuffering)
            experiment.tasks = 4; // they meet slowly where others have the cores
        stage.setExperiment(experiment);
        stage.trigger(QString::fromUtf8(action));
        stage.waitForEnd();
        stage.photograph(
            QStringLiteral("alternative-") % QString::fromStdString(std::string(nameOf(workload))));
    }
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
    stage.photographTable(
        QStringLiteral("How many updates did each trial lose?"), QStringLiteral("trials"));
    stage.photographTable(QStringLiteral("What did the race destroy?"), QStringLiteral("outcome"));
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
    stage.photograph(QStringLiteral("pool-sizes"));
    stage.trigger(QStringLiteral("&Overview"));
    stage.photograph(QStringLiteral("pool-sizes-overview"));
    stage.trigger(QStringLiteral("Pool si&zes"));
    stage.photographTable(
        QStringLiteral("Wall time against the number of workers"), QStringLiteral("pool-sizes"));
}

// Each trial by Python starts it, which may take its time.
void waitForTrial(Stage& stage, std::int64_t trial)
{
    for (std::int64_t next = 0; next <= trial; ++next)
        stage.waitUntil(QStringLiteral("the next trial"),
            [&] { return std::cmp_greater_equal(stage.live().trial, next); });
}

std::int64_t lastTrial(const Experiment& compared)
{
    return compared.trials * std::ssize(compared.varyParam.values) - 1;
}

// Ours and Python's, by Debian's own Python: what comes first on PATH may be a script.
void playScoreboard(Stage& stage)
{
    stage.open();
    Experiment experiment = squares(12, 200'000);
    experiment.python = "/usr/bin/python3";
    const std::int64_t last = lastTrial(*offeredExecutors(experiment).experiment);
    stage.setExperiment(experiment);
    stage.trigger(QStringLiteral("Compare e&xecutors"));
    waitForTrial(stage, last / 2);
    stage.photograph(QStringLiteral("scoreboard-running"));
    waitForTrial(stage, last);
    stage.waitForEnd();
    stage.photograph(QStringLiteral("scoreboard"));
}

void playPythonsLock(Stage& stage)
{
    stage.open();
    for (Experiment experiment : firstExperiments().back().experiments()) {
        experiment.python = "/usr/bin/python3";
        stage.run(experiment);
        waitForTrial(stage, lastTrial(experiment));
        stage.waitForEnd();
        const QString name = QString::fromUtf8(nameOf(experiment.workload));
        stage.photograph(QStringLiteral("pythons-lock-") % name);
        stage.trigger(QStringLiteral("T&imeline"));
        stage.photograph(QStringLiteral("pythons-lock-timeline-") % name);
    }
}

} // namespace

std::span<const Scene> comparisonScenes()
{
    static constexpr std::array kScenes{Scene{"comparison", playComparison},
        Scene{"answers", playAnswers},
        Scene{"alternatives", playAlternatives},
        Scene{"primitives", playPrimitives},
        Scene{"distribution", playDistribution},
        Scene{"pool-sizes", playPoolSizes},
        Scene{"scoreboard", playScoreboard},
        Scene{"pythons-lock", playPythonsLock}};
    return kScenes;
}

} // namespace interleave::ui
