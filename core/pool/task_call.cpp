#include "core/pool/task_call.h"

#include "core/ipc/memory_file.h"

#include <algorithm>

namespace interleave {

TaskCall::TaskCall(PoolMemory& memory,
    const MessageSocket& socket,
    std::uint32_t place,
    std::uint64_t ticket,
    const RequestContent& request,
    const Clock& clock)
    : m_memory(memory)
    , m_socket(socket)
    , m_place(place)
    , m_ticket(ticket)
    , m_request(request)
    , m_clock(clock)
    , m_limit(memory.block().watchNotes, clock, request.timeoutNs, kPoolTickNs)
{
    m_limit.taskBegins();
    if (m_request.descriptors > 0)
        fetchDescriptors();
}

bool TaskCall::hasArrived()
{
    if (m_whyNotArrived)
        fail(taskFailure(TaskFailureKind::ArgumentNotRead, *m_whyNotArrived));
    return !m_whyNotArrived;
}

std::string_view TaskCall::bytes()
{
    if (m_request.bytes == kBytesInFile)
        return m_large;
    return {m_request.bytes <= RequestContent::kInline ? m_request.inlined
                                                       : m_memory.slot(m_request.slot).payload,
        m_request.bytes};
}

void TaskCall::enter(TaskPhase phase)
{
    endCopy();
    m_memory.desk(m_place).phase.store(phase, std::memory_order_relaxed);
}

void TaskCall::succeed(std::string_view result)
{
    const std::uint64_t begin = m_memory.desk(m_place).enteredTicks.load(std::memory_order_relaxed);
    if (m_limit.limitNs() != 0 && m_limit.isExceeded(begin, m_clock.ticks()))
        fail(endedTooLate(m_limit.limitNs()));
    else
        store(result, NoteKind::Result);
}

void TaskCall::fail(TaskFailure error)
{
    error.worker = m_place;
    error.pid = ::getpid();
    if (const auto bytes = toBytes(error))
        store(*bytes, NoteKind::Error);
}

bool TaskCall::sendNote(NoteKind kind, std::uint64_t number, std::span<const int> descriptors) const
{
    endCopy();
    const WorkerNote note{kind, m_request.slot, m_ticket, number};
    return m_socket.send(*toBytes(note), descriptors).has_value();
}

void TaskCall::fetchDescriptors()
{
    auto answer = sendNote(NoteKind::WantDescriptors, 0, {}) ? m_socket.receive() : std::nullopt;
    m_whyNotArrived = answer ? takeSent(*answer)
                             : std::optional<std::string>("its pool could not be asked for them");
}

// Why not, where it is not all there.
std::optional<std::string> TaskCall::takeSent(SocketMessage& answer)
{
    if (answer.descriptors.size() != m_request.descriptors)
        return answer.cut ? std::string(kNoDescriptorWasFree) : answer.bytes;
    m_descriptors = std::move(answer.descriptors);
    if (m_request.bytes != kBytesInFile)
        return std::nullopt;
    auto bytes = readMemoryFile(m_descriptors.back().get());
    m_descriptors.pop_back();
    if (!bytes)
        return std::move(bytes.error().message);
    m_large = *std::move(bytes);
    return std::nullopt;
}

void TaskCall::store(std::string_view bytes, NoteKind kind)
{
    endCopy();
    TaskSlot& slot = m_memory.slot(m_request.slot);
    if (bytes.size() > TaskSlot::kPayload) {
        storeBySocket(bytes, kind);
        return;
    }
    slot.bytes = static_cast<std::uint32_t>(bytes.size());
    m_failed = kind == NoteKind::Error;
    bytes.copy(bytes.size() <= TaskSlot::kInline ? slot.inlined : slot.payload, bytes.size());
}

bool TaskCall::commit()
{
    if (m_failed)
        m_memory.slot(m_request.slot)
            .commit.store(TaskSlot::committed(m_ticket, *m_failed), std::memory_order_release);
    return m_failed.has_value();
}

void TaskCall::storeBySocket(std::string_view bytes, NoteKind kind)
{
    const auto file = memoryFileWith(bytes);
    if (!file) {
        fail(taskFailure(TaskFailureKind::ResultNotSent, file.error().message));
        return;
    }
    const int descriptor = file->get();
    m_sentBySocket = sendNote(kind, bytes.size(), std::span(&descriptor, 1));
}

} // namespace interleave
