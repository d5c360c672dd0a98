#include "ui/run/run_arm.h"

#include "ui/models/subject_line.h"

#include <algorithm>

namespace interleave::ui {

std::vector<Arm> armsAsked(const Experiment& experiment)
{
    std::vector<std::int64_t> sizes = experiment.varyWorkers;
    if (sizes.empty())
        sizes.push_back(experiment.workers.value_or(0));
    std::vector<Watch> watches{experiment.evidence ? Watch::Logged : Watch::Bare};
    if (experiment.probe)
        watches = {Watch::Bare, Watch::Tagged, Watch::Logged};
    std::vector<std::optional<std::uint32_t>> values;
    for (std::uint32_t value = 0; value < experiment.varyParam.values.size(); ++value)
        values.emplace_back(value);
    if (values.empty())
        values.emplace_back();
    std::vector<Arm> arms;
    for (const auto& value : values) {
        for (const std::int64_t workers : sizes) {
            for (const Primitive primitive : primitivesOf(experiment)) {
                for (const Watch watch : watches)
                    arms.push_back({primitive, watch, static_cast<std::uint32_t>(workers), value});
            }
        }
    }
    return arms;
}

Experiment experimentOf(const Experiment& whole, const Arm& arm)
{
    const std::vector<Experiment> variants = variantsOf(whole);
    Experiment experiment
        = variants[std::min<std::size_t>(arm.value.value_or(0), variants.size() - 1)];
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
