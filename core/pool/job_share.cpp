#include "core/pool/job_share.h"

namespace interleave {

Result<JobShare, SystemError> JobShare::open(TaskCall& call)
{
    const auto share = fromBytes<std::uint32_t>(call.bytes());
    auto& descriptors = call.descriptors();
    if (!share || descriptors.empty())
        return interleave::fail(SystemError::Broken, "the map has not arrived whole");
    auto memory = JobMemory::attach(std::move(descriptors[0]));
    if (!memory)
        return tl::unexpected(memory.error());
    if (*share >= memory->block().shares)
        return interleave::fail(SystemError::Broken, "the map has no such share");
    std::optional<RecordingWriter> recording;
    if (descriptors.size() > 1) {
        auto attached = RecordingWriter::attach(std::move(descriptors[1]));
        if (!attached)
            return tl::unexpected(attached.error());
        recording = *std::move(attached);
    }
    return JobShare(call, *std::move(memory), *share, call.clock(), std::move(recording));
}

JobShare::JobShare(TaskCall& call,
    JobMemory memory,
    std::uint32_t share,
    const Clock& clock,
    std::optional<RecordingWriter> recording)
    : m_call(call)
    , m_memory(std::move(memory))
    , m_ledger(m_memory.ledger())
    , m_claim(m_memory.claims()[share])
    , m_clock(clock)
    , m_timed(m_memory.block().timed)
    , m_recording(std::move(recording))
{
    if (m_recording)
        m_recorder.emplace(*m_recording, share);
}

std::uint64_t JobShare::keep(std::string_view bytes)
{
    if (!m_arena) {
        const std::uint64_t number = m_memory.block().arenas.fetch_add(1);
        auto arena = ResultArena::create(number);
        if (!arena)
            throw taskFailure(TaskFailureKind::ResultNotSent, arena.error().message);
        const int descriptor = arena->descriptor();
        m_call.sendNote(NoteKind::Arena, number, std::span(&descriptor, 1));
        m_arena = *std::move(arena);
    }
    const auto reference = m_arena->append(bytes);
    if (!reference)
        throw taskFailure(TaskFailureKind::ResultNotSent, reference.error().message);
    return *reference;
}

void JobShare::fail(std::uint64_t item, TaskFailure failure)
{
    failure.worker = m_call.place();
    failure.pid = ::getpid();
    failure.task = item;
    std::uint64_t reference = kNoReference;
    try {
        if (const auto bytes = toBytes(failure))
            reference = keep(*bytes);
    } catch (const TaskFailure&) {
        // No room to say why; the item has failed all the same.
    }
    m_ledger.finish(item, TaskMark::Failed, reference);
}

} // namespace interleave
