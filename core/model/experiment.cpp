#include "core/model/experiment.h"

#include <fmt/format.h>

namespace interleave {

namespace {

void findParameterProblems(const Experiment& experiment, std::vector<ExperimentProblem>& problems)
{
    for (const auto& [name, value] : experiment.params) {
        const std::string field = "params." + name;
        const ValueSpec* spec = findParameter(experiment.workload, name);
        if (spec == nullptr) {
            std::string known;
            for (const ValueSpec& parameter : workloadInfo(experiment.workload).parameters)
                known += fmt::format("{}{}", known.empty() ? "" : ", ", parameter.name);
            problems.push_back({field,
                fmt::format("field '{}': workload {} has no such parameter; it has {}",
                    field,
                    nameOf(experiment.workload),
                    known)});
        } else if (const auto problem = findProblem(*spec, value)) {
            problems.push_back({field, *problem});
        }
    }
}

// Faults that cannot be what they say, or from which the run would not come back.
std::optional<std::string> findConflict(
    const Experiment& experiment, const Fault& fault, std::uint64_t tasks)
{
    const std::string text = toText({fault});
    if (namesTask(fault.kind) && fault.task >= tasks)
        return fmt::format(
            "{} is not allowed; there are {} tasks, from 0 to {}", text, tasks, tasks - 1);
    if (fault.kind == FaultKind::Hang && experiment.timeout <= 0)
        return fmt::format("{} would never end; set a task time-out ('timeout') too", text);
    if (fault.kind == FaultKind::KillLockHolder && !guardsCriticalSection(experiment.sync))
        return fmt::format(
            "{} needs a primitive that somebody holds ('{}' has no holder); set 'sync' to lock, "
            "semaphore or spinlock",
            text,
            nameOf(experiment.sync));
    return std::nullopt;
}

} // namespace

std::optional<std::string> findFaultConflict(const Experiment& experiment, std::uint64_t tasks)
{
    for (const Fault& fault : experiment.inject) {
        if (const auto conflict = findConflict(experiment, fault, tasks))
            return fmt::format("field 'inject': {}", *conflict);
    }
    return std::nullopt;
}

std::vector<ExperimentProblem> findProblems(const Experiment& experiment)
{
    std::vector<ExperimentProblem> problems;
    for (const ExperimentField& field : experimentFields()) {
        if (const auto problem = findProblem(field.spec, field.read(experiment)))
            problems.push_back({std::string(field.spec.name), *problem});
    }
    findParameterProblems(experiment, problems);
    const bool tasksKnown = experiment.tasks && *experiment.tasks > 0;
    const auto conflict = findFaultConflict(
        experiment, tasksKnown ? static_cast<std::uint64_t>(*experiment.tasks) : UINT64_MAX);
    if (conflict)
        problems.push_back({"inject", *conflict});
    return problems;
}

} // namespace interleave
