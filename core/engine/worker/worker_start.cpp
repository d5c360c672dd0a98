#include "core/engine/worker/worker_start.h"

#include "core/base/serialise.h"
#include "core/engine/worker/worker_main.h"
#include "core/model/experiment_json.h"
#include "core/process/worker_exit.h"
#include "core/trace/recording.h"

namespace interleave {

namespace {

// The descriptors of a worker that has inherited nothing. Then comes the log of a logged trial,
// then the workload's own.
enum Given { Memory, RecordingFile, Bell, GivenCount };

// What such a worker must know of the plan beside the experiment.
struct GivenPlan
{
    std::uint32_t place = 0;
    std::uint32_t workers = 0;
    std::uint32_t processes = 0;
    std::uint32_t threads = 0;
    std::uint64_t tasks = 0;
    std::uint64_t chunk = 0;
    std::uint64_t watchedUpdates = 0;
    std::vector<Fault> faults{};

    template <class Archive>
    void serialize(Archive& archive)
    {
        archive(place, workers, processes, threads, tasks, chunk, watchedUpdates, faults);
    }
};

// What is in the recording was written by this engine from a plan that was valid.
Result<RunPlan, EngineError> planFrom(
    const Recording& recording, const GivenPlan& given, std::vector<UniqueFd> descriptors)
{
    const auto experiment = experimentFromText(recording.experimentText(), "the recording");
    if (!experiment)
        return fail(EngineError::Invalid, joinMessages(experiment.error()));
    auto workload = attachWorkload(*experiment, std::move(descriptors));
    if (!workload)
        return fail(EngineError::System, workload.error().message);
    return RunPlan{.experiment = *experiment,
        .workload = *std::move(workload),
        .tasks = given.tasks,
        .chunk = given.chunk,
        .workers = given.workers,
        .processes = given.processes,
        .threads = given.threads,
        .watchedUpdates = given.watchedUpdates,
        .faults = given.faults};
}

// Takes its descriptor; nothing where the trial is not logged, or else why there is none.
tl::expected<std::optional<UpdateLog>, std::string> attachLog(
    const Arm& arm, std::vector<UniqueFd>& descriptors)
{
    if (arm.watch != Watch::Logged || descriptors.empty())
        return std::nullopt;
    auto attached = UpdateLog::attach(std::move(descriptors.front()));
    if (!attached)
        return tl::unexpected(attached.error().message);
    descriptors.erase(descriptors.begin());
    return *std::move(attached);
}

// Runs in the new process.
int runAttached(std::string_view bytes, std::vector<UniqueFd> descriptors)
{
    const auto given = fromBytes<GivenPlan>(bytes);
    if (!given || descriptors.size() < GivenCount)
        return kWorkerNotMapped;
    const auto recording = Recording::open(descriptors[RecordingFile].get());
    if (!recording)
        return kWorkerNotMapped;
    auto memory = TrialMemory::attach(
        std::move(descriptors[Memory]), recording->tasks(), recording->workers());
    if (!memory)
        return kWorkerNotMapped;
    const auto notReady = [&](std::string_view why) {
        memory->block().errors.append(std::nullopt, why);
        return kWorkerNotReady;
    };
    auto writer = RecordingWriter::attach(std::move(descriptors[RecordingFile]));
    if (!writer)
        return notReady(writer.error().message);
    const Clock clock = recording->clock();
    const Doorbell doorbell(std::move(descriptors[Bell]));
    descriptors.erase(descriptors.begin(), descriptors.begin() + GivenCount);
    auto log = attachLog(memory->block().arm, descriptors);
    if (!log)
        return notReady(log.error());
    const auto plan = planFrom(*recording, *given, std::move(descriptors));
    if (!plan)
        return notReady(plan.error().message);
    return workerMain(
        {*plan, clock, *memory, *writer, doorbell, *log ? &**log : nullptr, given->place});
}

// It inherits all; the memory's descriptor, because a lock on a file is a lock on that.
Result<ChildProcess, SystemError> forkWorker(
    const TrialTools& tools, TrialResources& resources, std::uint32_t place)
{
    std::vector<int> kept = tools.plan.workload->descriptors();
    kept.insert(kept.end(), {resources.doorbell.descriptor(), resources.memory.descriptor()});
    return ChildProcess::fork(kept, [&] {
        return workerMain({tools.plan,
            tools.clock,
            resources.memory,
            resources.recording,
            resources.doorbell,
            resources.log ? &*resources.log : nullptr,
            place});
    });
}

std::vector<int> descriptorsFor(const RunPlan& plan, const TrialResources& resources)
{
    std::vector<int> given{resources.memory.descriptor(),
        resources.recording.descriptor(),
        resources.doorbell.descriptor()};
    if (resources.log)
        given.push_back(resources.log->descriptor());
    const std::vector<int> ofWorkload = plan.workload->descriptors();
    given.insert(given.end(), ofWorkload.begin(), ofWorkload.end());
    return given;
}

} // namespace

Result<ChildProcess, SystemError> startWorker(
    const TrialTools& tools, TrialResources& resources, std::uint32_t place)
{
    const RunPlan& plan = tools.plan;
    if (plan.experiment.startMethod == StartMethod::Fork)
        return forkWorker(tools, resources, place);
    const auto bytes = toBytes(GivenPlan{place,
        plan.workers,
        plan.processes,
        plan.threads,
        plan.tasks,
        plan.chunk,
        plan.watchedUpdates,
        plan.faults});
    if (!bytes)
        return fail(SystemError::Other, bytes.error().message);
    return tools.context->start({
        .function = runAttached,
        .bytes = *bytes,
        .descriptors = descriptorsFor(plan, resources),
    });
}

} // namespace interleave
