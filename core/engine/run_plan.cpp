#include "core/engine/run_plan.h"

#include "core/model/experiment_json.h"
#include "core/model/machine.h"

#include <algorithm>

namespace interleave {

namespace {

constexpr std::uint64_t kLargestAutomaticChunk = 4096;
constexpr std::uint64_t kChunksPerWorker = 64;

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
    const auto orElse = [](const std::optional<std::int64_t>& given, std::uint64_t otherwise) {
        return given ? static_cast<std::uint64_t>(*given) : otherwise;
    };
    plan.tasks = orElse(experiment.tasks, plan.workload->defaultTasks());
    plan.workers = static_cast<std::uint32_t>(orElse(
        experiment.workers, static_cast<std::uint64_t>(std::min(usableCores(), kMaxWorkers))));
    plan.chunk
        = orElse(experiment.chunk, automaticChunk(experiment.schedule, plan.tasks, plan.workers));
    plan.experiment.tasks = static_cast<std::int64_t>(plan.tasks);
    plan.experiment.workers = plan.workers;
    plan.experiment.chunk = static_cast<std::int64_t>(plan.chunk);
    return plan;
}

} // namespace interleave
