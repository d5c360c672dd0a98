#include "core/model/experiment.h"

#include "core/base/printable.h"
#include "core/model/nearest_name.h"
#include "core/model/pool_size.h"
#include "core/model/python_executor.h"
#include "core/model/wording.h"
#include "core/model/workload_conflicts.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace interleave {

namespace {

void findParameterProblems(const Experiment& experiment, std::vector<ExperimentProblem>& problems)
{
    for (const auto& [name, value] : experiment.params) {
        const std::string field = "params." + shown(name);
        const ValueSpec* spec = findParameter(experiment.workload, name);
        if (spec == nullptr) {
            std::vector<std::string_view> known;
            for (const ValueSpec& parameter : workloadInfo(experiment.workload).parameters)
                known.push_back(parameter.name);
            problems.push_back({field,
                fmt::format("field '{}': workload {} has no such parameter{}; it has {}",
                    field,
                    nameOf(experiment.workload),
                    didYouMean(name, known),
                    fmt::join(known, ", "))});
        } else if (const auto problem = findProblem(*spec, value, field)) {
            problems.push_back({field, *problem});
        }
    }
}

// Faults that cannot be what they say, or from which the run would not come back.
std::optional<std::string> findConflict(
    const Experiment& experiment, const Fault& fault, std::uint64_t tasks, Wording wording)
{
    const std::string text = toText({fault});
    if (namesTask(fault.kind) && fault.task >= tasks)
        return fmt::format(
            "{} is not allowed; there are {} tasks, from 0 to {}", text, tasks, tasks - 1);
    if (fault.kind == FaultKind::Hang && experiment.timeout <= 0)
        return wording == Wording::Names
            ? fmt::format("{} would never end; set a task time-out ('timeout') too", text)
            : fmt::format("{} would never end; set {} too", text, calledField("timeout", wording));
    if (fault.kind == FaultKind::KillLockHolder) {
        const auto primitives = primitivesOf(experiment);
        const auto open = std::ranges::find_if_not(primitives, guardsCriticalSection);
        if (open != primitives.end())
            return fmt::format("{} needs a primitive that somebody holds ({} has no holder); set "
                               "{} to lock, semaphore or spinlock",
                text,
                wording == Wording::Names ? fmt::format("'{}'", nameOf(*open))
                                          : called(*open, wording),
                calledField("sync", wording));
    }
    return std::nullopt;
}

std::string taggedWorkloads(Wording wording)
{
    std::string names;
    for (const WorkloadInfo& info : workloadInfos()) {
        if (info.tagged)
            names += fmt::format("{}{}", names.empty() ? "" : ", ", called(info.kind, wording));
    }
    return names;
}

// What cannot be watched: updates that are not one word's, and those that read nothing.
std::optional<std::string> findWatchConflict(const Experiment& experiment, Wording wording)
{
    if (!workloadInfo(experiment.workload).tagged)
        return fmt::format(
            "the tasks of {} do not update one word that could carry a tag; use one of {}",
            calledWorkload(experiment.workload, wording),
            taggedWorkloads(wording));
    for (const Primitive primitive : primitivesOf(experiment)) {
        if (addsInOneStep(primitive))
            return fmt::format(
                "{} changes the word in one step and has no load of its own that could be logged; "
                "nothing can be lost there. Use none, or one that guards",
                called(primitive, wording));
    }
    return std::nullopt;
}

void findConflicts(
    const Experiment& experiment, Wording wording, std::vector<ExperimentProblem>& problems)
{
    const auto add = [&](const char* field, const std::string& message) {
        problems.push_back({field, fmt::format("field '{}': {}", field, message)});
    };
    for (const auto& [field, on] :
        {std::pair("evidence", experiment.evidence), std::pair("probe", experiment.probe)}) {
        if (const auto conflict = on ? findWatchConflict(experiment, wording) : std::nullopt)
            add(field, *conflict);
    }
    if (experiment.probe && !experiment.compare.empty())
        add("probe",
            fmt::format("the probe is measured on one primitive; leave {} empty, or {} out",
                calledField("compare", wording),
                calledField("probe", wording)));
    if (experiment.varyWorkers.empty())
        return;
    if (!hasPoolSize(experiment))
        add("vary_workers",
            fmt::format("this executor has no pool size; use {} or {}",
                called(ExecutorKind::Processes, wording),
                called(ExecutorKind::Threads, wording)));
    if (experiment.probe || !experiment.compare.empty())
        add("vary_workers",
            fmt::format("pool sizes are compared alone; leave {} and {} out, or {}",
                calledField("compare", wording),
                calledField("probe", wording),
                calledField("vary_workers", wording)));
}

// A list is divided at commas, and texts have such of their own.
bool canBeVaried(const ValueSpec& spec)
{
    return spec.type != ValueType::Folder && spec.type != ValueType::Text;
}

std::string noSuchParameter(const Experiment& experiment, Wording wording)
{
    std::vector<std::string_view> known;
    for (const ValueSpec& parameter : workloadInfo(experiment.workload).parameters) {
        if (canBeVaried(parameter))
            known.push_back(parameter.name);
    }
    known.push_back(kVariedExecutor);
    return fmt::format("{} has no parameter '{}' to compare{}; it has {}",
        calledWorkload(experiment.workload, wording),
        shown(experiment.varyParam.name),
        didYouMean(experiment.varyParam.name, known),
        fmt::join(known, ", "));
}

// As values, for 1,000 and 1e3 are the same.
std::optional<std::string> findSameValues(const ValueSpec& spec, const VariedParameter& varied)
{
    std::map<FieldValue, const std::string*> seen;
    for (const std::string& value : varied.values) {
        const auto [before, isNew] = seen.emplace(valueFromText(spec, value), &value);
        if (!isNew)
            return fmt::format(
                "{} and {} are the same value", shown(*before->second), shown(value));
    }
    return std::nullopt;
}

void findVariedProblems(
    const Experiment& experiment, Wording wording, std::vector<ExperimentProblem>& problems)
{
    const VariedParameter& varied = experiment.varyParam;
    if (varied.empty())
        return;
    const auto add = [&](const std::string& message) {
        problems.push_back({"vary_param", fmt::format("field 'vary_param': {}", message)});
    };
    const ValueSpec* spec = variedSpec(experiment);
    if (spec == nullptr || !canBeVaried(*spec))
        return add(noSuchParameter(experiment, wording));
    for (const std::string& value : varied.values) {
        if (const auto problem = findProblem(*spec, valueFromText(*spec, value), "vary_param"))
            problems.push_back({"vary_param", *problem});
    }
    if (const auto same = findSameValues(*spec, varied))
        add(*same);
    if (experiment.probe || !experiment.compare.empty() || !experiment.varyWorkers.empty())
        add(fmt::format("values of a parameter are compared alone; leave {}, {} and {} out, or {}",
            calledField("compare", wording),
            calledField("vary_workers", wording),
            calledField("probe", wording),
            calledField("vary_param", wording)));
}

std::optional<std::string> findFaultConflict(
    const Experiment& experiment, std::uint64_t tasks, Wording wording)
{
    for (const Fault& fault : experiment.inject) {
        if (const auto conflict = findConflict(experiment, fault, tasks, wording))
            return fmt::format("field 'inject': {}", *conflict);
    }
    return std::nullopt;
}

} // namespace

std::optional<std::string> findFaultConflict(const Experiment& experiment, std::uint64_t tasks)
{
    return findFaultConflict(experiment, tasks, Wording::Names);
}

bool hasPoolSize(const Experiment& experiment)
{
    const bool allAtOnce = startsAProcessPerTask(experiment) && experiment.allAtOnce;
    return !isSerial(experiment.executor) && !allAtOnce;
}

std::vector<Primitive> primitivesOf(const Experiment& experiment)
{
    return experiment.compare.empty() ? std::vector{experiment.sync} : experiment.compare;
}

bool variesExecutor(const Experiment& experiment)
{
    return experiment.varyParam.name == kVariedExecutor;
}

const ValueSpec* variedSpec(const Experiment& experiment)
{
    return variesExecutor(experiment)
        ? &findField(kVariedExecutor)->spec
        : findParameter(experiment.workload, experiment.varyParam.name);
}

namespace {

// Where their usual numbers are the same it stays open: there may be a task for each picture.
std::vector<Experiment> withEachExecutor(const Experiment& experiment)
{
    std::vector<Experiment> variants;
    std::set<std::int64_t> usual;
    for (const std::string& name : experiment.varyParam.values) {
        Experiment& variant = variants.emplace_back(experiment);
        variant.varyParam = {};
        variant.executor = fromName<ExecutorKind>(name).value_or(experiment.executor);
        usual.insert(usualTasks(variant));
    }
    for (Experiment& variant : variants) {
        if (usual.size() > 1 && !experiment.tasks)
            variant.tasks = *usual.begin();
    }
    return variants;
}

} // namespace

std::vector<Experiment> variantsOf(const Experiment& experiment)
{
    if (experiment.varyParam.empty())
        return {experiment};
    if (variesExecutor(experiment))
        return withEachExecutor(experiment);
    const ValueSpec* spec = variedSpec(experiment);
    std::vector<Experiment> variants;
    for (const std::string& value : experiment.varyParam.values) {
        Experiment& variant = variants.emplace_back(experiment);
        variant.varyParam = {};
        variant.params.insert_or_assign(experiment.varyParam.name,
            spec != nullptr ? valueFromText(*spec, value) : FieldValue(value));
    }
    return variants;
}

std::int64_t windowDelayNs(const Experiment& experiment)
{
    constexpr std::string_view kName = "delay_ns";
    return findParameter(experiment.workload, kName) == nullptr
        ? 0
        : parameter<std::int64_t>(experiment, kName);
}

std::vector<ExperimentProblem> findProblems(const Experiment& experiment)
{
    return findProblems(experiment, Wording::Names);
}

std::vector<ExperimentProblem> findProblems(const Experiment& experiment, Wording wording)
{
    std::vector<ExperimentProblem> problems;
    for (const ExperimentField& field : experimentFields()) {
        if (const auto problem = findProblem(field.spec, field.read(experiment)))
            problems.push_back({std::string(field.spec.name), *problem});
    }
    findParameterProblems(experiment, problems);
    findConflicts(experiment, wording, problems);
    findVariedProblems(experiment, wording, problems);
    if (problems.empty()) {
        for (Experiment& variant : variantsOf(experiment)) {
            if (!experiment.varyParam.empty() && isPython(variant.executor))
                variant.trials = std::max<std::int64_t>(variant.trials, 2); // with the others'
            if (problems.empty())
                problems = findWorkloadConflicts(variant, wording);
        }
    }
    const bool tasksKnown = experiment.tasks && *experiment.tasks > 0;
    const auto conflict = findFaultConflict(experiment,
        tasksKnown ? static_cast<std::uint64_t>(*experiment.tasks) : UINT64_MAX,
        wording);
    if (conflict)
        problems.push_back({"inject", *conflict});
    return problems;
}

} // namespace interleave
