#include "core/pool/job_part.h"

#include <unistd.h>

namespace interleave {

Result<JobPart, SystemError> JobPart::open(TaskCall& call)
{
    const auto order = fromBytes<PartOrder>(call.bytes());
    std::vector<UniqueFd> descriptors = std::move(call.descriptors());
    if (!order
        || descriptors.size()
            != (order->area == 0 ? 1U : 0U) + (order->recorded != 0 ? 1U : 0U)
                + (order->arena != 0 ? 1U : 0U))
        return interleave::fail(SystemError::Broken, "the map has not arrived whole");
    auto memory = findMemory(call, *order, descriptors);
    if (!memory)
        return tl::unexpected(memory.error());
    if (order->part >= memory->block().parts)
        return interleave::fail(SystemError::Broken, "the map has no such part");
    JobPart part(call, *std::move(memory), order->part);
    if (order->recorded != 0) {
        auto recording = RecordingWriter::attach(std::move(descriptors.front()));
        if (!recording)
            return tl::unexpected(recording.error());
        part.m_recording = *std::move(recording);
        part.m_recorder.emplace(*part.m_recording, order->part);
    }
    if (order->arena != 0) {
        auto arena = ResultArena::adopt(order->arena - 1, std::move(descriptors.back()));
        if (!arena)
            return tl::unexpected(arena.error());
        part.m_arena = *std::move(arena);
    }
    return part;
}

// Takes its descriptor, if it has one, from the others.
Result<JobMemory, SystemError> JobPart::findMemory(
    TaskCall& call, const PartOrder& order, std::vector<UniqueFd>& descriptors)
{
    if (order.area != 0)
        return JobMemory::attach(call.poolMemory().jobArea(order.area - 1, order.areaBytes));
    auto memory = JobMemory::attach(std::move(descriptors.front()));
    descriptors.erase(descriptors.begin());
    return memory;
}

JobPart::JobPart(TaskCall& call, JobMemory memory, std::uint32_t part)
    : m_call(call)
    , m_memory(std::move(memory))
    , m_ledger(m_memory.ledger())
    , m_claim(m_memory.claims()[part])
    , m_clock(call.clock())
    , m_timed(m_memory.block().timed)
    , m_limit(m_memory.block().watchNotes, m_clock, m_memory.block().timeoutNs, kPoolTickNs)
{
}

std::uint64_t JobPart::keep(std::string_view bytes)
{
    m_call.endCopy();
    return append(bytes);
}

std::uint64_t JobPart::append(std::string_view bytes)
{
    if (!m_arena) {
        auto arena = ResultArena::create(m_memory.block().arenas);
        if (!arena)
            throw taskFailure(TaskFailureKind::ResultNotSent, arena.error().message);
        const int descriptor = arena->descriptor();
        if (!m_call.sendNote(NoteKind::Arena, arena->number(), std::span(&descriptor, 1)))
            throw taskFailure(TaskFailureKind::ResultNotSent,
                "the memory for the map's results could not be sent to its pool");
        m_arena = *std::move(arena);
    }
    const auto reference = m_arena->append(bytes);
    if (!reference)
        throw taskFailure(TaskFailureKind::ResultNotSent, reference.error().message);
    return *reference;
}

void JobPart::fail(std::uint64_t item, TaskFailure failure)
{
    m_call.endCopy();
    failure.worker = m_call.place();
    failure.pid = ::getpid();
    failure.task = item;
    std::uint64_t reference = kNoReference;
    try {
        if (const auto bytes = toBytes(failure))
            reference = append(*bytes);
    } catch (const TaskFailure&) {
        // No room to say why; the item has failed all the same.
    }
    m_ledger.finish(item, TaskMark::Failed, reference);
}

} // namespace interleave
