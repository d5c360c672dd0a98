#include "core/model/one_core.h"

#include "core/model/run_verdict.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

namespace interleave {

namespace {

bool couldGoWrong(const TrialResult& trial)
{
    return trial.race.updates > 0 || !trial.outcome.sentence.empty();
}

// One worker has nobody to meet, on however many cores.
bool hadSeveralWorkers(const TrialResult& trial)
{
    return trial.workers.size() > 1;
}

bool nothingRan(const TrialResult& trial)
{
    return trial.tasks.total > 0 && trial.tasks.cancelled == trial.tasks.total;
}

std::string remedyFor(std::int64_t usableCores)
{
    if (usableCores == 1)
        return ". Give it two cores (taskset, cpuset)";
    return usableCores > 1 ? ". Give it more tasks" : "";
}

} // namespace

std::string oneCoreRemark(std::span<const TrialResult> trials, std::int64_t usableCores)
{
    std::vector<std::int64_t> cores;
    bool wrong = false;
    bool couldBeWrong = false;
    for (const TrialResult& trial : trials) {
        if (nothingRan(trial))
            continue;
        if (!trial.onlyCore && hadSeveralWorkers(trial))
            return {};
        if (trial.onlyCore)
            cores.push_back(*trial.onlyCore);
        wrong = wrong || wentWrong(trial);
        couldBeWrong = couldBeWrong || couldGoWrong(trial);
    }
    if (cores.empty())
        return {};
    const bool agree = std::ranges::count(cores, cores.front()) == std::ssize(cores);
    const std::string where = agree ? fmt::format("core {}", cores.front()) : "one core";
    if (wrong || !couldBeWrong)
        return fmt::format("All workers took turns on {}", where);
    return fmt::format("All workers took turns on {}, so few could meet: this run cannot show that "
                       "it is safe{}",
        where,
        remedyFor(usableCores));
}

std::string oneCoreRemark(const RunResult& run)
{
    return oneCoreRemark(run.trials, run.machine.usableCores);
}

} // namespace interleave
