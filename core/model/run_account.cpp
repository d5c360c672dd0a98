#include "core/model/run_account.h"

#include "core/model/image_parameters.h"

#include <algorithm>

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

// Of those trials that are `wanted`; of some pictures and some tasks the sum is in tasks.
template <class Wanted>
RunAccount sumOf(const RunResult& run, Wanted wanted)
{
    RunAccount tasks;
    RunAccount pictures{.counted = Counted::Pictures};
    bool inPictures = !run.trials.empty();
    for (const TrialResult& trial : run.trials) {
        if (!wanted(trial))
            continue;
        const RunAccount account = accountOf(run.experiment, trial);
        inPictures = inPictures && account.counted == Counted::Pictures;
        add(pictures.counts, account.counts);
        add(tasks.counts, trial.tasks);
    }
    return inPictures ? pictures : tasks;
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
    return sumOf(run, [](const TrialResult&) { return true; });
}

RunAccount accountOf(const RunResult& run, std::uint32_t arm)
{
    return sumOf(run, [arm](const TrialResult& trial) { return trial.arm == arm; });
}

} // namespace interleave
