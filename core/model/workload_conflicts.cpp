#include "core/model/workload_conflicts.h"

#include <fmt/format.h>

#include <algorithm>

namespace interleave {

namespace {

using Problems = std::vector<ExperimentProblem>;

void add(Problems& problems, std::string field, const std::string& message)
{
    problems.push_back({field, fmt::format("field '{}': {}", field, message)});
}

std::string allowedPrimitives(const WorkloadInfo& info)
{
    std::string names;
    for (const Choice& choice : choicesOf<Primitive>()) {
        if (info.allows(*fromName<Primitive>(choice.name)))
            names += fmt::format("{}{}", names.empty() ? "" : ", ", choice.name);
    }
    return names;
}

void findPrimitiveConflicts(const Experiment& experiment, Problems& problems)
{
    const WorkloadInfo& info = workloadInfo(experiment.workload);
    if (info.allows == nullptr)
        return;
    for (const Primitive primitive : primitivesOf(experiment)) {
        if (!info.allows(primitive))
            add(problems,
                experiment.compare.empty() ? "sync" : "compare",
                fmt::format("{} cannot guard workload {}: {}; use one of {}",
                    nameOf(primitive),
                    nameOf(info.kind),
                    info.allowsWhy,
                    allowedPrimitives(info)));
    }
}

void findExecutorConflicts(const Experiment& experiment, Problems& problems)
{
    if (!workloadInfo(experiment.workload).together
        || experiment.executor == ExecutorKind::Processes
        || experiment.executor == ExecutorKind::Threads)
        return;
    add(problems,
        "executor",
        fmt::format("the workers of workload {} wait for each other, so all must run at the same "
                    "time, and with {} they do not; use processes or threads",
            nameOf(experiment.workload),
            nameOf(experiment.executor)));
}

void findWorkerConflicts(const Experiment& experiment, Problems& problems)
{
    const WorkloadInfo& info = workloadInfo(experiment.workload);
    if (experiment.executor == ExecutorKind::Serial) {
        if (info.minWorkers > 1 && !info.together)
            add(problems,
                "executor",
                fmt::format("workload {} needs {} workers or more, and serial has one",
                    nameOf(info.kind),
                    info.minWorkers));
        return;
    }
    const std::string needed = info.minWorkers == info.maxWorkers
        ? fmt::format("exactly {}", info.minWorkers)
        : fmt::format("{} to {}", info.minWorkers, info.maxWorkers);
    const auto check = [&](const char* field, std::int64_t workers) {
        if (std::clamp(workers, info.minWorkers, info.maxWorkers) != workers)
            add(problems,
                field,
                fmt::format("{} is not allowed; workload {} is for {} workers",
                    workers,
                    nameOf(info.kind),
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
            fmt::format("{} is not allowed; a pipe has one producer and one consumer", producers));
    if (!experiment.workers)
        return;
    if (pipe && *experiment.workers != 2)
        add(problems,
            "workers",
            fmt::format("{} is not allowed; a pipe has one producer and one consumer",
                *experiment.workers));
    if (producers >= *experiment.workers)
        add(problems,
            "params.producers",
            fmt::format("{} is not allowed with {} workers; one at least must take items out",
                producers,
                *experiment.workers));
}

} // namespace

std::vector<ExperimentProblem> findWorkloadConflicts(const Experiment& experiment)
{
    Problems problems;
    findPrimitiveConflicts(experiment, problems);
    findExecutorConflicts(experiment, problems);
    findWorkerConflicts(experiment, problems);
    findBufferConflicts(experiment, problems);
    return problems;
}

} // namespace interleave
