#include "core/model/one_core.h"

#include "core/model/run_verdict.h"

#include <algorithm>
#include <optional>
#include <string>
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

void appendRemedy(Remark& remark, std::int64_t usableCores)
{
    if (usableCores == 1)
        remark.sentences.push_back({"Give it two cores (taskset, cpuset)"});
    else if (usableCores > 1)
        remark.sentences.push_back({"Give it more tasks"});
}

// On the same core in all trials, or on another in each.
RemarkSentence tookTurns(std::optional<std::int64_t> core, bool provesNothing)
{
    if (!core)
        return {provesNothing ? "All workers took turns on one core, so few could meet: this run "
                                "cannot show that it is safe"
                              : "All workers took turns on one core"};
    return {provesNothing ? "All workers took turns on core {0}, so few could meet: this run "
                            "cannot show that it is safe"
                          : "All workers took turns on core {0}",
        {std::to_string(*core)}};
}

} // namespace

Remark oneCoreRemark(std::span<const TrialResult> trials, std::int64_t usableCores)
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
    const bool provesNothing = couldBeWrong && !wrong;
    Remark remark{.sentences
        = {tookTurns(agree ? std::optional(cores.front()) : std::nullopt, provesNothing)}};
    if (provesNothing)
        appendRemedy(remark, usableCores);
    return remark;
}

Remark oneCoreRemark(const RunResult& run)
{
    return oneCoreRemark(run.trials, run.machine.usableCores);
}

} // namespace interleave
