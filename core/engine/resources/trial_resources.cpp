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
        {.handingOut = {.schedule = plan.experiment.schedule,
             .chunk = plan.isPython() ? 1 : plan.chunk, // Python claims, and says of each
             .workers = plan.workers},
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

template <class T, class Error>
Result<T, EngineError> ofEngine(Result<T, Error> made)
{
    return std::move(made).map_error([](const Failure<Error>& error) {
        return Failure<EngineError>{EngineError::System, error.message};
    });
}

struct Recorded
{
    RecordingWriter writer;
    Recording reading;
};

Result<Recorded, EngineError> makeRecorded(const TrialTools& tools, const TrialNumber& trial)
{
    auto writer = ofEngine(makeRecording(tools, trial));
    if (!writer)
        return tl::unexpected(writer.error());
    auto reading = ofEngine(Recording::open(writer->descriptor()));
    if (!reading)
        return tl::unexpected(reading.error());
    return Recorded{*std::move(writer), *std::move(reading)};
}

struct Alarms
{
    Doorbell doorbell;
    Timer tick;
    Timer deadline;
};

Result<Alarms, SystemError> makeAlarms()
{
    auto doorbell = Doorbell::create();
    auto tick = Timer::create();
    auto deadline = Timer::create();
    for (const auto* error : {doorbell ? nullptr : &doorbell.error(),
             tick ? nullptr : &tick.error(),
             deadline ? nullptr : &deadline.error()}) {
        if (error != nullptr)
            return tl::unexpected(*error);
    }
    return Alarms{*std::move(doorbell), *std::move(tick), *std::move(deadline)};
}

// Nothing where another is the primitive.
Result<std::optional<SystemVSet>, SystemError> makeSystemVSet(const Arm& arm)
{
    if (arm.sync != Primitive::SystemVSemaphore)
        return std::optional<SystemVSet>();
    return SystemVSet::create().map([](SystemVSet set) { return std::optional(std::move(set)); });
}

void prepareShared(
    SharedState& shared, const RunPlan& plan, const Arm& arm, const std::optional<SystemVSet>& set)
{
    if (set)
        shared.systemVSemaphore = set->id();
    if (arm.watch != Watch::Bare)
        plan.workload->watchedWord(shared) = kRootWord;
}

} // namespace

Result<TrialResources, EngineError> TrialResources::create(
    const TrialTools& tools, const TrialNumber& trial)
{
    auto memory = ofEngine(makeMemory(tools.plan, trial.arm));
    if (!memory)
        return tl::unexpected(memory.error());
    auto recording = makeRecorded(tools, trial);
    if (!recording)
        return tl::unexpected(recording.error());
    auto alarms = ofEngine(makeAlarms());
    if (!alarms)
        return tl::unexpected(alarms.error());
    auto log = makeEvidenceLog(tools.plan, trial.arm);
    if (!log)
        return tl::unexpected(log.error());
    auto set = ofEngine(makeSystemVSet(trial.arm));
    if (!set)
        return tl::unexpected(set.error());
    prepareShared(memory->block().shared, tools.plan, trial.arm, *set);
    return TrialResources{*std::move(memory),
        std::move(recording->writer),
        std::move(recording->reading),
        std::move(alarms->doorbell),
        std::move(alarms->tick),
        std::move(alarms->deadline),
        *std::move(log),
        *std::move(set)};
}

} // namespace interleave
