#include "core/engine/run_plan.h"

#include "core/model/experiment_json.h"
#include "core/model/machine.h"

#include <algorithm>

namespace interleave {

std::uint64_t automaticChunk(std::uint64_t tasks, std::uint64_t workers)
{
    return std::clamp<std::uint64_t>(tasks / (workers * 64), 1, 4096);
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
    plan.chunk = orElse(experiment.chunk, automaticChunk(plan.tasks, plan.workers));
    plan.experiment.tasks = static_cast<std::int64_t>(plan.tasks);
    plan.experiment.workers = plan.workers;
    plan.experiment.chunk = static_cast<std::int64_t>(plan.chunk);
    return plan;
}

} // namespace interleave
