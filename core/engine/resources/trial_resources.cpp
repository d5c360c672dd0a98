#include "core/engine/resources/trial_resources.h"

#include "core/base/json.h"
#include "core/model/experiment_json.h"
#include "core/model/run_result_json.h"
#include "core/process/stop_signals.h"

namespace interleave {

namespace {

auto makeMemory(const RunPlan& plan, const Arm& arm)
{
    auto memory = TrialMemory::create(plan.tasks,
        {.handingOut
            = {.schedule = plan.experiment.schedule, .chunk = plan.chunk, .workers = plan.workers},
            .areaBytes = plan.workload->areaBytes(plan.shape()),
            .arm = arm,
            .permits = static_cast<std::uint32_t>(plan.experiment.permits)});
    if (memory) {
        memory->block().ignoredSignals = ignoredStopSignals();
        plan.workload->prepare(memory->area(), plan.shape());
    }
    return memory;
}

auto makeRecording(const TrialTools& tools, const TrialNumber& trial)
{
    const RunPlan& plan = tools.plan;
    Experiment experiment = plan.experiment;
    experiment.sync = trial.arm.sync; // what this trial uses, whatever it is compared with
    const std::string text = dumpJson(toJson(experiment));
    const CoreTimes cores = tools.cores.read();
    return RecordingWriter::create({
        .clock = tools.clock,
        .trial = static_cast<std::uint64_t>(trial.number),
        .tasks = plan.tasks,
        .workers = plan.workers,
        .locks = guardsCriticalSection(trial.arm.sync)
            || !workloadInfo(experiment.workload).ownLocks.empty(),
        .partsPerTask = plan.workload->partsPerTask(),
        .cores = cores.cores,
        .experimentText = text,
    });
}

} // namespace

Result<TrialResources, EngineError> TrialResources::create(
    const TrialTools& tools, const TrialNumber& trial)
{
    auto memory = makeMemory(tools.plan, trial.arm);
    if (!memory)
        return fail(EngineError::System, memory.error().message);
    auto recording = makeRecording(tools, trial);
    if (!recording)
        return fail(EngineError::System, recording.error().message);
    auto reading = Recording::open(recording->descriptor());
    if (!reading)
        return fail(EngineError::System, reading.error().message);
    auto doorbell = Doorbell::create();
    auto tick = Timer::create();
    auto deadline = Timer::create();
    for (const auto* error : {doorbell ? nullptr : &doorbell.error(),
             tick ? nullptr : &tick.error(),
             deadline ? nullptr : &deadline.error()}) {
        if (error != nullptr)
            return fail(EngineError::System, error->message);
    }
    auto log = makeEvidenceLog(tools.plan, trial.arm);
    if (!log)
        return tl::unexpected(log.error());
    TrialResources resources{*std::move(memory),
        *std::move(recording),
        *std::move(reading),
        *std::move(doorbell),
        *std::move(tick),
        *std::move(deadline),
        *std::move(log),
        std::nullopt};
    if (trial.arm.watch != Watch::Bare)
        tools.plan.workload->watchedWord(resources.memory.block().shared) = kRootWord;
    if (trial.arm.sync == Primitive::SystemVSemaphore) {
        if (auto made = resources.makeSystemVSet(); !made)
            return fail(EngineError::System, made.error().message);
    }
    return resources;
}

Result<void, SystemError> TrialResources::makeSystemVSet()
{
    auto set = SystemVSet::create();
    if (!set)
        return tl::unexpected(set.error());
    memory.block().shared.systemVSemaphore = systemVSet.emplace(*std::move(set)).id();
    return {};
}

} // namespace interleave
