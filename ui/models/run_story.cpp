#include "ui/models/run_story.h"

#include "core/analysis/statistics.h"
#include "core/model/applicability.h"
#include "core/model/other_load.h"
#include "ui/models/arm_trials.h"
#include "ui/models/own_answer.h"
#include "ui/widgets/format.h"

#include <QStringBuilder>

#include <algorithm>
#include <cmath>

namespace interleave::ui {

bool tellsOfUpdates(const Experiment& experiment, const TrialResult& trial)
{
    return isAboutUpdates(experiment.workload)
        || (trial.race.lost > 0 && !hasOwnAnswer(experiment, trial));
}

bool tellsOfUpdates(const RunResult& run)
{
    return isAboutUpdates(run.experiment.workload)
        || std::ranges::any_of(run.trials,
            [&](const TrialResult& trial) { return tellsOfUpdates(run.experiment, trial); });
}

double medianLost(const RunSummary& summary)
{
    return std::round(summary.lost.median);
}

std::size_t trialsThatLost(const RunResult& run)
{
    const std::vector<std::uint64_t> lost = lostOfArm(run, mainArm(run));
    return lost.size() - static_cast<std::size_t>(std::ranges::count(lost, 0U));
}

bool mayWait(const Experiment& experiment)
{
    if (!workloadInfo(experiment.workload).ownLocks.empty())
        return true;
    return usesPrimitive(experiment)
        && std::ranges::any_of(primitivesOf(experiment), guardsCriticalSection);
}

bool hasOneHolder(const Experiment& experiment)
{
    const bool shared = experiment.workload == WorkloadKind::ReadersWriters
        || (hasPermits(experiment.sync) && experiment.permits > 1);
    return workloadInfo(experiment.workload).ownLocks.empty() && usesPrimitive(experiment)
        && guardsCriticalSection(experiment.sync) && !shared;
}

QString coresUsedText(const TrialResult& trial)
{
    constexpr int kCoreDigits = 2;
    constexpr double kLeast = 0.01;
    const double cores = coresUsed(trial);
    return cores > 0 && cores < kLeast ? QString(QLatin1Char('<') % formatNumber(kLeast, 1))
                                       : formatNumber(cores, kCoreDigits);
}

} // namespace interleave::ui
