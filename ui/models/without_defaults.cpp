#include "ui/models/without_defaults.h"

#include <vector>

namespace interleave::ui {

Experiment withoutDefaults(Experiment experiment)
{
    std::erase_if(experiment.params, [&](const auto& set) {
        const ValueSpec* spec = findParameter(experiment.workload, set.first);
        return spec != nullptr && spec->defaultValue == set.second;
    });
    return experiment;
}

} // namespace interleave::ui
