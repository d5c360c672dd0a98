#include "ui/models/run_story.h"

#include "core/model/applicability.h"

#include <algorithm>

namespace interleave::ui {

bool tellsOfUpdates(const Experiment& experiment, const RaceOutcome& race)
{
    return race.lost > 0 || isAboutUpdates(experiment.workload);
}

bool tellsOfUpdates(const RunResult& run)
{
    return isAboutUpdates(run.experiment.workload)
        || std::ranges::any_of(
            run.trials, [](const TrialResult& trial) { return trial.race.lost > 0; });
}

bool mayWait(const Experiment& experiment)
{
    if (!workloadInfo(experiment.workload).ownLocks.empty())
        return true;
    return usesPrimitive(experiment)
        && std::ranges::any_of(primitivesOf(experiment), guardsCriticalSection);
}

double coresBusy(const TrialResult& trial)
{
    double sum = 0;
    for (const CoreResult& core : trial.cores)
        sum += core.run;
    return sum;
}

} // namespace interleave::ui
