#include "core/model/one_core.h"

#include "core/model/applicability.h"
#include "core/model/run_verdict.h"

#include <algorithm>
#include <array>
#include <map>
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

// Where there are several cores, a short run or another program's load has kept the workers on one.
void appendRemedy(Remark& remark, const Experiment& experiment, std::int64_t usableCores)
{
    if (usableCores == 1)
        remark.sentences.push_back({"Give it two cores (taskset, cpuset)"});
    else if (usableCores > 1 && !experiment.pin)
        remark.sentences.push_back({"Pin its workers to cores"});
    else if (usableCores > 1)
        remark.sentences.push_back({"Give it more tasks, and the cores to itself"});
}

// That somebody waited for another: for a primitive, or at a barrier, which nobody passes alone.
bool workersMet(const Experiment& experiment, const TrialResult& trial)
{
    return trial.sync.use.contended > 0
        || (experiment.workload == WorkloadKind::Phases
            && parameter<std::string>(experiment, "meeting") == "barrier");
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

struct ArmSeen
{
    bool couldBeWrong = false;
    bool met = false;
};

struct TrialsSeen
{
    std::vector<std::int64_t> cores; // of the trials that had one
    std::size_t ran = 0; // trials in which workers could have met
    bool wrong = false;
    std::map<std::uint32_t, ArmSeen> arms;

    [[nodiscard]] bool areInDoubt() const
    {
        return !wrong && std::ranges::any_of(arms, [](const auto& arm) {
            return arm.second.couldBeWrong && !arm.second.met;
        });
    }
};

TrialsSeen seenIn(const Experiment& experiment, std::span<const TrialResult> trials)
{
    TrialsSeen seen;
    for (const TrialResult& trial : trials) {
        if (nothingRan(trial))
            continue;
        if (trial.onlyCore)
            seen.cores.push_back(*trial.onlyCore);
        seen.ran += trial.onlyCore || hadSeveralWorkers(trial) ? 1U : 0U;
        seen.wrong = seen.wrong || wentWrong(trial);
        ArmSeen& arm = seen.arms[trial.arm];
        arm.couldBeWrong = arm.couldBeWrong || couldGoWrong(experiment.workload, trial);
        arm.met = arm.met || workersMet(experiment, trial);
    }
    return seen;
}

CannotShow whatCannot(WorkloadKind workload, const TrialsSeen& seen)
{
    if (workload == WorkloadKind::FalseSharing)
        return CannotShow::Cost;
    return seen.areInDoubt() ? CannotShow::Safety : CannotShow::Nothing;
}

// With a primitive those trials show what they should that had several cores.
Remark inSomeTrials(const Experiment& experiment, const TrialsSeen& seen)
{
    const bool unguarded = usesPrimitive(experiment) && experiment.compare.empty()
        && experiment.sync == Primitive::None;
    if (!unguarded || whatCannot(experiment.workload, seen) != CannotShow::Safety)
        return {};
    return {.sentences = {{"In {0} of {1} trials all workers took turns on one core, so few could "
                           "meet: these cannot show that it is safe",
                {std::to_string(seen.cores.size()), std::to_string(seen.ran)}}}};
}

} // namespace

Remark oneCoreRemark(
    const Experiment& experiment, std::span<const TrialResult> trials, std::int64_t usableCores)
{
    const TrialsSeen seen = seenIn(experiment, trials);
    const std::vector<std::int64_t>& cores = seen.cores;
    if (cores.empty())
        return {};
    if (cores.size() < seen.ran)
        return inSomeTrials(experiment, seen);
    const bool agree = std::ranges::count(cores, cores.front()) == std::ssize(cores);
    const CannotShow what = whatCannot(experiment.workload, seen);
    Remark remark{
        .sentences = {tookTurns(agree ? std::optional(cores.front()) : std::nullopt, what)}};
    if (what == CannotShow::Safety || (what == CannotShow::Cost && usableCores == 1))
        appendRemedy(remark, experiment, usableCores);
    return remark;
}

Remark oneCoreRemark(const RunResult& run)
{
    return oneCoreRemark(run.experiment, run.trials, run.machine.usableCores);
}

} // namespace interleave
