#include "core/engine/worker_start.h"

#include "core/engine/worker_main.h"
#include "core/model/experiment_json.h"
#include "core/trace/recording.h"

#include <bit>
#include <cstring>

namespace interleave {

namespace {

// The descriptors of a worker that has inherited nothing.
// The descriptors of a worker that has inherited nothing. Then comes the log of a logged trial,
// then the workload's own.
enum Given { Memory, RecordingFile, Bell, GivenCount };

// What is in the recording was written by this engine from a plan that was valid.
Result<RunPlan, EngineError> planFrom(const Recording& recording)
{
    const auto experiment = experimentFromText(recording.experimentText(), "the recording");
    if (!experiment)
        return fail(EngineError::Invalid, joinMessages(experiment.error()));
    return makePlan(*experiment);
}

// Runs in the new process.
int runAttached(std::string_view bytes, std::vector<UniqueFd> descriptors)
{
    std::uint32_t place = 0;
    if (bytes.size() != sizeof place || descriptors.size() < GivenCount)
        return kWorkerNotReady;
    std::memcpy(&place, bytes.data(), sizeof place);
    const auto recording = Recording::open(descriptors[RecordingFile].get());
    if (!recording)
        return kWorkerNotReady;
    auto memory = TrialMemory::attach(
        std::move(descriptors[Memory]), recording->tasks(), recording->workers());
    auto writer = RecordingWriter::attach(std::move(descriptors[RecordingFile]));
    if (!memory || !writer)
        return kWorkerNotReady;
    auto plan = planFrom(*recording);
    if (!plan) {
        memory->block().errors.append(std::nullopt, plan.error().message);
        return kWorkerNotReady;
    }
    const Clock clock = recording->clock();
    const Doorbell doorbell(std::move(descriptors[Bell]));
    descriptors.erase(descriptors.begin(), descriptors.begin() + GivenCount);
    std::optional<UpdateLog> log;
    if (memory->block().arm.watch == Watch::Logged && !descriptors.empty()) {
        auto attached = UpdateLog::attach(std::move(descriptors.front()));
        if (!attached)
            return kWorkerNotReady;
        log = *std::move(attached);
        descriptors.erase(descriptors.begin());
    }
    if (const auto adopted = plan->workload->adopt(std::move(descriptors)); !adopted) {
        memory->block().errors.append(std::nullopt, adopted.error().message);
        return kWorkerNotReady;
    }
    return workerMain({*plan, clock, *memory, *writer, doorbell, log ? &*log : nullptr, place});
}

} // namespace

Result<ChildProcess, SystemError> WorkerStart::start(std::uint32_t place)
{
    std::vector<int> given = m_plan.workload->descriptors();
    if (m_plan.experiment.startMethod == StartMethod::Fork) {
        // The memory's, because a lock on a file is a lock on that.
        given.insert(
            given.end(), {m_resources.doorbell.descriptor(), m_resources.memory.descriptor()});
        return ChildProcess::fork(given, [&] {
            return workerMain({m_plan,
                m_clock,
                m_resources.memory,
                m_resources.recording,
                m_resources.doorbell,
                m_resources.log ? &*m_resources.log : nullptr,
                place});
        });
    }
    if (m_resources.log)
        given.insert(given.begin(), m_resources.log->descriptor());
    given.insert(given.begin(),
        {m_resources.memory.descriptor(),
            m_resources.recording.descriptor(),
            m_resources.doorbell.descriptor()});
    return m_context->start({
        .function = runAttached,
        .bytes = std::string(reinterpret_cast<const char*>(&place), sizeof place),
        .descriptors = std::move(given),
    });
}

} // namespace interleave
