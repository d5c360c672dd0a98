#include "ui/run/run_arm.h"

#include "ui/models/subject_line.h"

namespace interleave::ui {

std::vector<Arm> armsAsked(const Experiment& experiment)
{
    std::vector<std::int64_t> sizes = experiment.varyWorkers;
    if (sizes.empty())
        sizes.push_back(experiment.workers.value_or(0));
    std::vector<Watch> watches{experiment.evidence ? Watch::Logged : Watch::Bare};
    if (experiment.probe)
        watches = {Watch::Bare, Watch::Tagged, Watch::Logged};
    std::vector<Arm> arms;
    for (const std::int64_t workers : sizes) {
        for (const Primitive primitive : primitivesOf(experiment)) {
            for (const Watch watch : watches)
                arms.push_back({primitive, watch, static_cast<std::uint32_t>(workers)});
        }
    }
    return arms;
}

Experiment experimentOf(const Experiment& whole, const Arm& arm)
{
    Experiment experiment = whole;
    experiment.compare.clear();
    experiment.varyWorkers.clear();
    experiment.sync = arm.sync;
    if (arm.workers > 0)
        experiment.workers = arm.workers;
    return experiment;
}

QString subjectOf(const RunArm& arm)
{
    return subjectLine(arm.experiment, arm.asked);
}

} // namespace interleave::ui
