// An experiment made concrete for this machine: every "auto" a number, every folder checked, code
// loaded, every fault given its task.
#pragma once

#include "core/model/python_executor.h"
#include "core/model/run_result.h"
#include "core/workload/workload.h"

namespace interleave {

/// Invalid: the user can mend it, nothing was started. The others are the machine's.
enum class EngineError { Invalid, System, WorkersFailed };

struct RunPlan
{
    Experiment experiment; // with numbers for tasks, workers and chunk
    std::shared_ptr<Workload> workload; // what was read once serves all pool sizes
    std::uint64_t tasks = 0;
    std::uint64_t chunk = 0;
    std::uint32_t workers = 0; // processes x threads; each has a log and a slot
    std::uint32_t processes = 0; // at the same time
    std::uint32_t threads = 1; // in each process
    std::vector<Arm> arms{}; // what is compared within this plan; one when nothing is
    std::uint64_t watchedUpdates = 0; // at most, where an arm is watched
    std::vector<Fault> faults{}; // in the order of their tasks, which all of them have here
    bool comparesExecutors = false; // so that memory and a task's way are measured

    [[nodiscard]] bool isPython() const { return interleave::isPython(experiment.executor); }
    [[nodiscard]] RunShape shape() const { return {tasks, workers}; }
    [[nodiscard]] bool processPerTask() const
    {
        return experiment.executor == ExecutorKind::ProcessPerTask;
    }
};

/// So many workers for each core are a crowd, in which workers run nicer than the engine.
inline constexpr std::uint64_t kCrowdPerCore = 32;
inline constexpr int kNicerInCrowd = 10;

[[nodiscard]] constexpr bool isCrowd(std::uint64_t workers, std::int64_t cores)
{
    return workers > kCrowdPerCore * static_cast<std::uint64_t>(cores);
}

/// For the experiment's pool size; varyWorkers and varyParam must be empty.
[[nodiscard]] Result<RunPlan, EngineError> makePlan(const Experiment& experiment);

/// A plan for each pool size, or each value of a parameter, that is compared, or the one.
[[nodiscard]] Result<std::vector<RunPlan>, EngineError> makePlans(const Experiment& experiment);

/// Which arm has which trial: every arm once in each round, in an order that the seed fixes.
[[nodiscard]] std::vector<std::uint32_t> orderOfArms(
    std::uint64_t rounds, std::uint32_t arms, std::uint64_t seed);

/// What `chunk` is when the experiment leaves it open. dynamic: 64 chunks per worker, so that the
/// last ones leave at most 1/64 of the time unbalanced, 1 to 4096 tasks. static: the whole share.
/// guided: 1. auto: at most 4096.
[[nodiscard]] std::uint64_t automaticChunk(
    Schedule schedule, std::uint64_t tasks, std::uint64_t workers);

} // namespace interleave
