#include "core/engine/plan/run_plan.h"

#include "core/base/machine.h"
#include "core/base/random.h"
#include "core/model/experiment_json.h"
#include "core/model/filter_chain.h"
#include "core/model/image_parameters.h"
#include "core/model/pool_size.h"
#include "core/model/python_executor.h"
#include "core/model/workload_conflicts.h"

#include <fmt/format.h>

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
    if (isSerial(experiment.executor))
        return 1;
    if (startsAProcessPerTask(experiment) && experiment.allAtOnce)
        return static_cast<std::uint32_t>(std::min(tasks, most));
    return static_cast<std::uint32_t>(numberOr(experiment.workers,
        static_cast<std::uint64_t>(automaticWorkers(experiment, usableCores()))));
}

std::uint64_t wantedTasks(const Experiment& experiment, const Workload& workload)
{
    const auto usual = static_cast<std::uint64_t>(usualTasks(experiment));
    return numberOr(experiment.tasks, workload.tasksFound().value_or(usual));
}

// Workers that meet have equal shares; things that are several tasks are done whole.
std::uint64_t plannedTasks(const Experiment& experiment,
    const Workload& workload,
    std::uint64_t tasks,
    std::uint32_t workers)
{
    const std::uint64_t perThing = workload.tasksPerThing(workers);
    const std::uint64_t all = experiment.tasks ? tasks : tasks * perThing;
    const std::uint64_t step
        = workloadInfo(experiment.workload).together ? std::uint64_t{workers} : perThing;
    const auto found = workload.tasksFound();
    const std::uint64_t up = goesOn(experiment) && found // fewer may be left than were asked for
        ? std::min((all + step - 1) / step, *found * perThing / step) * step
        : (all + step - 1) / step * step;
    return up > static_cast<std::uint64_t>(kMaxTasks)
        ? static_cast<std::uint64_t>(kMaxTasks) / step * step
        : up;
}

// Of things that are several tasks; a workload checks itself what is one.
Result<void, EngineError> checkThereAreSoMany(const RunPlan& plan)
{
    const std::uint64_t perThing = plan.workload->tasksPerThing(plan.workers);
    const auto found = plan.workload->tasksFound();
    if (perThing == 1 || !found || plan.tasks <= *found * perThing)
        return {};
    return fail(EngineError::Invalid,
        fmt::format("field 'tasks': {} is not allowed; the input folder has {} pictures of {} "
                    "tasks each, use {} at most, or auto",
            plan.experiment.tasks.value_or(0),
            *found,
            perThing,
            *found * perThing));
}

// Some executors leave nothing to choose: the experiment says afterwards how it was.
void settleSchedule(Experiment& experiment, std::uint64_t tasks, std::uint32_t workers)
{
    if (isPython(experiment.executor)) {
        experiment.schedule = Schedule::Dynamic;
        experiment.chunk = pythonChunk(experiment, tasks, workers);
    } else if (experiment.executor == ExecutorKind::Serial) {
        experiment.schedule = Schedule::Static;
        experiment.chunk = static_cast<std::int64_t>(tasks);
    } else if (experiment.executor == ExecutorKind::ProcessPerTask) {
        experiment.schedule = Schedule::Dynamic;
        experiment.chunk = 1;
    } else if (workloadInfo(experiment.workload).together) {
        experiment.schedule = Schedule::Static;
    } else if (inStrips(experiment)) { // tasks wait for earlier ones
        experiment.schedule = Schedule::Dynamic;
        experiment.chunk = 1;
    }
}

// What a filter's text left out is the default of this version.
void settleFilters(Experiment& experiment)
{
    const auto set = experiment.params.find("filters");
    if (set != experiment.params.end())
        set->second = toText(filterChainFromText(std::get<std::string>(set->second)).value());
}

std::vector<Arm> armsOf(const Experiment& experiment, std::uint32_t workers)
{
    std::vector<Arm> arms;
    for (const Primitive primitive : primitivesOf(experiment)) {
        if (experiment.probe)
            for (const Watch watch : {Watch::Bare, Watch::Tagged, Watch::Logged})
                arms.push_back({primitive, watch, workers});
        else
            arms.push_back({primitive, experiment.evidence ? Watch::Logged : Watch::Bare, workers});
    }
    return arms;
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

std::vector<std::uint32_t> orderOfArms(std::uint64_t rounds, std::uint32_t arms, std::uint64_t seed)
{
    std::vector<std::uint32_t> order;
    std::uint64_t draw = 0;
    for (std::uint64_t round = 0; round < rounds; ++round) {
        for (std::uint32_t arm = 0; arm < arms; ++arm) {
            order.push_back(arm); // and into a random place of its round (Fisher and Yates)
            const double random = uniformAt(seed, draw++);
            const auto place = static_cast<std::size_t>(random * (arm + 1));
            std::swap(order.back(), order[round * arms + place]);
        }
    }
    return order;
}

namespace {

// What must be known of the machine and the numbers before anything that is watched starts.
Result<void, EngineError> planWatching(RunPlan& plan)
{
    const bool watched
        = std::ranges::any_of(plan.arms, [](const Arm& arm) { return arm.watch != Watch::Bare; });
    if (!watched)
        return {};
    const char* field = plan.experiment.probe ? "probe" : "evidence";
    if (plan.experiment.workload != WorkloadKind::Counter && !survivorsAreExact())
        return fail(EngineError::Invalid,
            fmt::format("field '{}': this processor cannot store a total and its tag in one step; "
                        "use workload counter",
                field));
    plan.watchedUpdates = plan.workload->updates(plan.tasks + kTasksAgain);
    if (const auto format = TagFormat::of(plan.workers, plan.watchedUpdates); !format)
        return fail(
            EngineError::Invalid, fmt::format("field '{}': {}", field, format.error().message));
    return {};
}

} // namespace

namespace {

// Checks the experiment and reads what it names.
Result<std::shared_ptr<Workload>, EngineError> readWorkload(const Experiment& experiment)
{
    if (const auto problems = findProblems(experiment); !problems.empty())
        return fail(EngineError::Invalid, joinMessages(problems));
    auto workload = makeWorkload(experiment);
    if (!workload) {
        const bool usersPart = workload.error().kind == WorkloadError::BadFolder;
        return fail(
            usersPart ? EngineError::Invalid : EngineError::System, workload.error().message);
    }
    return std::shared_ptr<Workload>(*std::move(workload));
}

Result<RunPlan, EngineError> planFor(
    const Experiment& experiment, std::shared_ptr<Workload> workload)
{
    if (const auto problems = findProblems(experiment); !problems.empty())
        return fail(EngineError::Invalid, joinMessages(problems));
    RunPlan plan{.experiment = experiment, .workload = std::move(workload)};
    plan.tasks = wantedTasks(experiment, *plan.workload);
    plan.workers = plannedWorkers(experiment, plan.tasks);
    plan.tasks = plannedTasks(experiment, *plan.workload, plan.tasks, plan.workers);
    if (const auto enough = checkThereAreSoMany(plan); !enough)
        return tl::unexpected(enough.error());
    if (const auto conflict = findFaultConflict(experiment, plan.tasks))
        return fail(EngineError::Invalid, *conflict);
    const bool threads = sharesOneProcess(experiment);
    plan.processes = threads ? 1 : plan.workers;
    plan.threads = threads ? plan.workers : 1;
    settleSchedule(plan.experiment, plan.tasks, plan.workers);
    settleFilters(plan.experiment);
    plan.chunk = numberOr(
        plan.experiment.chunk, automaticChunk(plan.experiment.schedule, plan.tasks, plan.workers));
    if (plan.tasks > 0) // nothing may be left to do
        plan.experiment.tasks = static_cast<std::int64_t>(plan.tasks);
    plan.experiment.workers = plan.workers;
    if (const auto problems = findWorkloadConflicts(plan.experiment); !problems.empty())
        return fail(EngineError::Invalid, joinMessages(problems));
    if (plan.experiment.executor
        != ExecutorKind::PythonJoblib) // which finds its own, and changes it
        plan.experiment.chunk = static_cast<std::int64_t>(plan.chunk);
    plan.arms = armsOf(experiment, plan.workers);
    if (auto planned = planWatching(plan); !planned)
        return tl::unexpected(planned.error());
    plan.faults = placeFaults(experiment, plan.tasks);
    return plan;
}

} // namespace

Result<RunPlan, EngineError> makePlan(const Experiment& experiment)
{
    return readWorkload(experiment).and_then([&](std::shared_ptr<Workload> workload) {
        return planFor(experiment, std::move(workload));
    });
}

namespace {

// What was read once serves all of them.
Result<std::vector<RunPlan>, EngineError> plansOfPoolSizes(const Experiment& experiment)
{
    auto workload = readWorkload(experiment);
    if (!workload)
        return tl::unexpected(workload.error());
    std::vector<Experiment> sizes;
    for (const std::int64_t workers : experiment.varyWorkers) {
        sizes.push_back(experiment);
        sizes.back().workers = workers;
        sizes.back().varyWorkers.clear();
    }
    if (sizes.empty())
        sizes.push_back(experiment);
    std::vector<RunPlan> plans;
    for (const Experiment& size : sizes) {
        auto plan = planFor(size, *workload);
        if (!plan)
            return tl::unexpected(plan.error());
        plans.push_back(*std::move(plan));
    }
    return plans;
}

} // namespace

Result<std::vector<RunPlan>, EngineError> makePlans(const Experiment& experiment)
{
    if (experiment.varyParam.empty())
        return plansOfPoolSizes(experiment);
    if (const auto problems = findProblems(experiment); !problems.empty())
        return fail(EngineError::Invalid, joinMessages(problems));
    std::vector<RunPlan> plans;
    for (const Experiment& variant : variantsOf(experiment)) {
        auto plan = makePlan(variant);
        if (!plan)
            return tl::unexpected(plan.error());
        plan->comparesExecutors = variesExecutor(experiment);
        for (Arm& arm : plan->arms)
            arm.value = static_cast<std::uint32_t>(plans.size());
        plans.push_back(*std::move(plan));
    }
    return plans;
}

} // namespace interleave
