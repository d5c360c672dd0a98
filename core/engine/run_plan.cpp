#include "core/engine/run_plan.h"

#include "core/base/random.h"
#include "core/model/experiment_json.h"
#include "core/model/machine.h"

#include <algorithm>

namespace interleave {

namespace {

constexpr std::uint64_t kLargestAutomaticChunk = 4096;
constexpr std::uint64_t kChunksPerWorker = 64;

std::uint64_t numberOr(const std::optional<std::int64_t>& given, std::uint64_t otherwise)
{
    return given ? static_cast<std::uint64_t>(*given) : otherwise;
}

std::uint32_t plannedWorkers(const Experiment& experiment, std::uint64_t tasks)
{
    constexpr auto most = static_cast<std::uint64_t>(kMaxWorkers);
    if (experiment.executor == ExecutorKind::Serial)
        return 1;
    if (experiment.executor == ExecutorKind::ProcessPerTask && experiment.allAtOnce)
        return static_cast<std::uint32_t>(std::min(tasks, most));
    const auto cores = static_cast<std::uint64_t>(usableCores());
    return static_cast<std::uint32_t>(numberOr(experiment.workers, std::min(cores, most)));
}

// Some executors leave nothing to choose: the experiment says afterwards how it was.
void settleSchedule(Experiment& experiment, std::uint64_t tasks)
{
    if (experiment.executor == ExecutorKind::Serial) {
        experiment.schedule = Schedule::Static;
        experiment.chunk = static_cast<std::int64_t>(tasks);
    } else if (experiment.executor == ExecutorKind::ProcessPerTask) {
        experiment.schedule = Schedule::Dynamic;
        experiment.chunk = 1;
    }
}

// A worker is killed in the first half of the tasks, or the run could be over before.
std::vector<Fault> placeFaults(const Experiment& experiment, std::uint64_t tasks)
{
    std::vector<Fault> faults = experiment.inject;
    for (std::size_t i = 0; i < faults.size(); ++i) {
        const double random = uniformAt(static_cast<std::uint64_t>(experiment.seed), i);
        const auto last = static_cast<double>(tasks);
        if (faults[i].kind == FaultKind::KillWorker)
            faults[i].task = static_cast<std::uint64_t>(random * last / 2);
        else if (faults[i].kind == FaultKind::KillLockHolder)
            faults[i].task = static_cast<std::uint64_t>(random * last);
    }
    std::ranges::stable_sort(faults, {}, &Fault::task);
    return faults;
}

} // namespace

std::uint64_t automaticChunk(Schedule schedule, std::uint64_t tasks, std::uint64_t workers)
{
    switch (schedule) {
    case Schedule::Static:
        return (tasks + workers - 1) / workers;
    case Schedule::Dynamic:
        return std::clamp<std::uint64_t>(
            tasks / (workers * kChunksPerWorker), 1, kLargestAutomaticChunk);
    case Schedule::Guided:
        return 1;
    case Schedule::Auto:
        break;
    }
    return kLargestAutomaticChunk;
}

Result<RunPlan, EngineError> makePlan(const Experiment& experiment)
{
    if (const auto problems = findProblems(experiment); !problems.empty())
        return fail(EngineError::Invalid, joinMessages(problems));
    auto workload = makeWorkload(experiment);
    if (!workload) {
        const bool usersPart = workload.error().kind == WorkloadError::BadFolder;
        return fail(
            usersPart ? EngineError::Invalid : EngineError::System, workload.error().message);
    }
    RunPlan plan{.experiment = experiment, .workload = *std::move(workload)};
    plan.tasks = numberOr(experiment.tasks, plan.workload->defaultTasks());
    if (const auto conflict = findFaultConflict(experiment, plan.tasks))
        return fail(EngineError::Invalid, *conflict);
    plan.workers = plannedWorkers(experiment, plan.tasks);
    const bool threads = experiment.executor == ExecutorKind::Threads;
    plan.processes = threads ? 1 : plan.workers;
    plan.threads = threads ? plan.workers : 1;
    settleSchedule(plan.experiment, plan.tasks);
    plan.chunk = numberOr(
        plan.experiment.chunk, automaticChunk(plan.experiment.schedule, plan.tasks, plan.workers));
    plan.experiment.tasks = static_cast<std::int64_t>(plan.tasks);
    plan.experiment.workers = plan.workers;
    plan.experiment.chunk = static_cast<std::int64_t>(plan.chunk);
    plan.faults = placeFaults(experiment, plan.tasks);
    return plan;
}

} // namespace interleave
