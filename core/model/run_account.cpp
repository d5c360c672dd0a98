#include "core/model/run_account.h"

#include "core/model/image_parameters.h"

#include <algorithm>
#include <optional>

namespace interleave {

namespace {

bool toldInPictures(const Experiment& experiment, const TrialResult& trial)
{
    return experiment.workload == WorkloadKind::ImageFilter
        && std::ranges::find(trial.outcome.figures, kPicturesFigure, &OutcomeFigure::name)
        != trial.outcome.figures.end();
}

void add(TaskCounts& sum, const TaskCounts& counts)
{
    sum.total += counts.total;
    sum.succeeded += counts.succeeded;
    sum.failed += counts.failed;
    sum.timedOut += counts.timedOut;
    sum.cancelled += counts.cancelled;
}

TaskCounts asTasks(const PictureAccount& pictures)
{
    return {.total = pictures.total,
        .succeeded = pictures.filtered,
        .failed = pictures.failed,
        .cancelled
        = pictures.total - std::min(pictures.total, pictures.filtered + pictures.failed)};
}

// Of those trials that are `wanted`; nothing where one does not tell of pictures.
template <class Wanted>
std::optional<RunAccount> sumOfPictures(const RunResult& run, Wanted wanted)
{
    std::optional<RunAccount> sum;
    for (const TrialResult& trial : run.trials) {
        if (!wanted(trial))
            continue;
        if (!toldInPictures(run.experiment, trial))
            return std::nullopt;
        if (!sum)
            sum = RunAccount{.counted = Counted::Pictures};
        add(sum->counts, asTasks(countPictures(trial)));
    }
    return sum;
}

} // namespace

RunAccount accountOf(const Experiment& experiment, const TrialResult& trial)
{
    if (toldInPictures(experiment, trial))
        return {.counted = Counted::Pictures, .counts = asTasks(countPictures(trial))};
    return {.counted = countedIn(experiment), .counts = trial.tasks};
}

RunAccount accountOf(const RunResult& run)
{
    return sumOfPictures(run, [](const TrialResult&) {
        return true;
    }).value_or(RunAccount{.counted = countedIn(run.experiment), .counts = run.summary.tasks});
}

RunAccount accountOf(const RunResult& run, std::uint32_t arm)
{
    if (const auto pictures
        = sumOfPictures(run, [arm](const TrialResult& trial) { return trial.arm == arm; }))
        return *pictures;
    return {.counted = countedIn(run.experiment), .counts = run.arms[arm].summary.tasks};
}

std::string pythonOf(const std::vector<TrialResult>& trials)
{
    for (const TrialResult& trial : trials) {
        if (trial.python)
            return *trial.python;
    }
    return {};
}

} // namespace interleave
