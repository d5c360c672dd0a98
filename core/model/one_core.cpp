#include "core/model/one_core.h"

#include "core/model/applicability.h"
#include "core/model/run_verdict.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace interleave {

namespace {

bool couldGoWrong(WorkloadKind workload, const TrialResult& trial)
{
    if (isAboutCores(workload))
        return false;
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

enum class CannotShow : std::uint8_t { Nothing, Safety, Cost };

// On the same core in all trials, or on another in each.
RemarkSentence tookTurns(std::optional<std::int64_t> core, CannotShow what)
{
    static constexpr std::array<std::string_view, 3> kOnOneCore{
        "All workers took turns on one core",
        "All workers took turns on one core, so few could meet: this run cannot show that it is "
        "safe",
        "All workers took turns on one core, so no line of the cache moved from one core to "
        "another: this run cannot show what sharing one costs"};
    static constexpr std::array<std::string_view, 3> kOnCore{"All workers took turns on core {0}",
        "All workers took turns on core {0}, so few could meet: this run cannot show that it is "
        "safe",
        "All workers took turns on core {0}, so no line of the cache moved from one core to "
        "another: this run cannot show what sharing one costs"};
    const auto place = static_cast<std::size_t>(what);
    return core ? RemarkSentence{kOnCore.at(place), {std::to_string(*core)}}
                : RemarkSentence{kOnOneCore.at(place), {}};
}

} // namespace

Remark oneCoreRemark(
    WorkloadKind workload, std::span<const TrialResult> trials, std::int64_t usableCores)
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
        couldBeWrong = couldBeWrong || couldGoWrong(workload, trial);
    }
    if (cores.empty())
        return {};
    const bool agree = std::ranges::count(cores, cores.front()) == std::ssize(cores);
    const CannotShow what = workload == WorkloadKind::FalseSharing ? CannotShow::Cost
        : couldBeWrong && !wrong                                   ? CannotShow::Safety
                                                                   : CannotShow::Nothing;
    Remark remark{
        .sentences = {tookTurns(agree ? std::optional(cores.front()) : std::nullopt, what)}};
    if (what == CannotShow::Safety || (what == CannotShow::Cost && usableCores == 1))
        appendRemedy(remark, usableCores);
    return remark;
}

Remark oneCoreRemark(const RunResult& run)
{
    return oneCoreRemark(run.experiment.workload, run.trials, run.machine.usableCores);
}

} // namespace interleave
