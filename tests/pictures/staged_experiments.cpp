#include "tests/pictures/staged_experiments.h"

#include "tests/pictures/stage.h"

namespace interleave::ui {

Experiment counter(Primitive sync, std::int64_t trials)
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

} // namespace interleave::ui
