#include "core/model/workload_conflicts.h"

#include "core/model/image_parameters.h"
#include "core/model/python_executor.h"

#include <fmt/format.h>

#include <algorithm>

namespace interleave {

namespace {

using Problems = std::vector<ExperimentProblem>;

void add(Problems& problems, std::string field, const std::string& message)
{
    problems.push_back({field, fmt::format("field '{}': {}", field, message)});
}

// A form offers those that are left itself.
std::string otherPrimitives(const WorkloadInfo& info, Wording wording)
{
    if (wording == Wording::Titles)
        return "choose another one";
    std::string names;
    for (const Choice& choice : choicesOf<Primitive>()) {
        if (info.allows(*fromName<Primitive>(choice.name)))
            names += fmt::format("{}{}", names.empty() ? "" : ", ", choice.name);
    }
    return "use one of " + names;
}

void findPrimitiveConflicts(const Experiment& experiment, Wording wording, Problems& problems)
{
    const WorkloadInfo& info = workloadInfo(experiment.workload);
    if (info.allows == nullptr)
        return;
    for (const Primitive primitive : primitivesOf(experiment)) {
        if (!info.allows(primitive))
            add(problems,
                experiment.compare.empty() ? "sync" : "compare",
                fmt::format("{} cannot guard {}: {}; {}",
                    called(primitive, wording),
                    calledWorkload(info.kind, wording),
                    info.allowsWhy,
                    otherPrimitives(info, wording)));
    }
}

void findLanguageConflict(const Experiment& experiment, Wording wording, Problems& problems)
{
    if (!needsPython(experiment.workload) || isPython(experiment.executor))
        return;
    add(problems,
        "executor",
        fmt::format(
            "a function of one's own is Python code, which {} cannot run; use an executor of "
            "Python's, such as {}",
            called(experiment.executor, wording),
            called(ExecutorKind::PythonPool, wording)));
}

void findExecutorConflicts(const Experiment& experiment, Wording wording, Problems& problems)
{
    if (!(workloadInfo(experiment.workload).together || inStrips(experiment))
        || experiment.executor == ExecutorKind::Processes
        || experiment.executor == ExecutorKind::Threads
        || (inStrips(experiment) && experiment.executor == ExecutorKind::Serial))
        return;
    add(problems,
        "executor",
        fmt::format("the workers of {} wait for each other, so all must run at the same "
                    "time, and with {} they do not; use {} or {}",
            calledWorkload(experiment.workload, wording),
            called(experiment.executor, wording),
            called(ExecutorKind::Processes, wording),
            called(ExecutorKind::Threads, wording)));
}

void findWorkerConflicts(const Experiment& experiment, Wording wording, Problems& problems)
{
    const WorkloadInfo& info = workloadInfo(experiment.workload);
    if (experiment.executor == ExecutorKind::Serial) {
        if (info.minWorkers > 1 && !info.together)
            add(problems,
                "executor",
                fmt::format("{} needs {} workers or more, and {} has one",
                    calledWorkload(info.kind, wording),
                    info.minWorkers,
                    called(ExecutorKind::Serial, wording)));
        return;
    }
    const std::string needed = info.minWorkers == info.maxWorkers
        ? fmt::format("exactly {}", info.minWorkers)
        : fmt::format("{} to {}", info.minWorkers, info.maxWorkers);
    const auto check = [&](const char* field, std::int64_t workers) {
        if (std::clamp(workers, info.minWorkers, info.maxWorkers) != workers)
            add(problems,
                field,
                fmt::format("{} is not allowed; {} is for {} workers",
                    workers,
                    calledWorkload(info.kind, wording),
                    needed));
    };
    for (const std::int64_t workers : experiment.varyWorkers)
        check("vary_workers", workers);
    if (experiment.workers && experiment.varyWorkers.empty())
        check("workers", *experiment.workers);
}

void findBufferConflicts(const Experiment& experiment, Problems& problems)
{
    if (experiment.workload != WorkloadKind::BoundedBuffer)
        return;
    const auto producers = parameter<std::int64_t>(experiment, "producers");
    const bool pipe = parameter<std::string>(experiment, "channel") == "pipe";
    if (pipe && producers != 1)
        add(problems,
            "params.producers",
            fmt::format(
                "{} is not allowed; a pipe has one producer and one consumer: use 1", producers));
    if (!experiment.workers)
        return;
    if (pipe && *experiment.workers != 2)
        add(problems,
            "workers",
            fmt::format("{} is not allowed; a pipe has one producer and one consumer: use 2",
                *experiment.workers));
    if (producers >= *experiment.workers)
        add(problems,
            "params.producers",
            fmt::format("{} is not allowed with {} workers; one at least must take items out",
                producers,
                *experiment.workers));
}

// Who sends the strips of a stage takes none of them.
void findStripConflicts(const Experiment& experiment, Problems& problems)
{
    const bool alone = experiment.executor == ExecutorKind::Serial || experiment.workers == 1
        || std::ranges::find(experiment.varyWorkers, 1) != experiment.varyWorkers.end();
    if (alone && handOverOf(experiment) != HandOver::SharedMemory)
        add(problems,
            "params.hand_over",
            fmt::format("{} is not allowed with one worker; one sends the strips and others take "
                        "them: use 2 workers or more, or shared-memory",
                parameter<std::string>(experiment, "hand_over")));
}

} // namespace

std::vector<ExperimentProblem> findWorkloadConflicts(const Experiment& experiment, Wording wording)
{
    Problems problems;
    if (isPython(experiment.executor)) {
        problems = findPythonConflicts(experiment, wording);
        findWorkerConflicts(experiment, wording, problems);
        findBufferConflicts(experiment, problems);
        return problems;
    }
    findPrimitiveConflicts(experiment, wording, problems);
    findLanguageConflict(experiment, wording, problems);
    findExecutorConflicts(experiment, wording, problems);
    findWorkerConflicts(experiment, wording, problems);
    findBufferConflicts(experiment, problems);
    findStripConflicts(experiment, problems);
    return problems;
}

} // namespace interleave
