#include "ui/compare/with_and_without_lock.h"

#include "ui/models/trials_of_each.h"

#include <algorithm>

namespace interleave::ui {

Experiment withAndWithoutLock(Experiment experiment)
{
    const Primitive safe = experiment.sync == Primitive::None ? Primitive::Lock : experiment.sync;
    experiment.compare = {Primitive::None, safe};
    experiment.varyWorkers.clear();
    experiment.varyParam = {};
    experiment.probe = false;
    experiment.trials = std::max(experiment.trials, kTrialsOfEach);
    return experiment;
}

Experiment comparingParameter(Experiment experiment, const VariedParameter& varied)
{
    experiment.varyParam = varied;
    experiment.compare.clear();
    experiment.varyWorkers.clear();
    experiment.probe = false;
    experiment.trials = std::max(experiment.trials, kTrialsOfEach);
    return experiment;
}

} // namespace interleave::ui
