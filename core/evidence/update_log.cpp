#include "core/evidence/update_log.h"

#include "core/ipc/available_memory.h"

#include <fmt/format.h>

#include <algorithm>

namespace interleave {

namespace {

constexpr std::uint64_t kUpdateLogMagic = 0x31'67'6F'4C'76'6C'74'49U; // "ItlvLog1"
constexpr std::size_t kPage = 4'096;
constexpr std::size_t kHugePage = std::size_t{2} << 20U;
constexpr std::uint64_t kPiece = 4 * kHugePage / sizeof(std::uint64_t);

constexpr std::size_t roundUp(std::size_t bytes, std::size_t unit)
{
    return (bytes + unit - 1) / unit * unit;
}

// A worker's part begins on a page of its own, on a huge one where the part is that large.
std::size_t partBytes(std::uint64_t words)
{
    const std::size_t bytes = words * sizeof(std::uint64_t);
    return roundUp(bytes, bytes < kHugePage ? kPage : kHugePage);
}

} // namespace

struct LogHead
{
    struct WorkerState
    {
        std::atomic<std::uint64_t> ready; // words whose pages have been taken
        std::atomic<std::uint32_t> incomplete;
    };

    std::uint64_t magic;
    std::uint32_t workers;
    std::uint64_t operations;
    std::array<WorkerState, kMostEvidenceWorkers> states;
};

namespace {

// What one worker may have to write: all updates, and a mark for each time that it died.
constexpr std::uint64_t wordsOf(std::uint64_t operations)
{
    return operations + kMostInterruptions;
}

std::size_t headBytes(std::uint64_t words)
{
    const std::size_t part = partBytes(words);
    return part % kHugePage == 0 ? kHugePage : roundUp(sizeof(LogHead), kPage);
}

std::size_t logBytes(std::uint32_t workers, std::uint64_t words)
{
    return headBytes(words) + workers * partBytes(words);
}

tl::unexpected<Failure<EvidenceError>> noLog()
{
    return fail(EvidenceError::Corrupt, "the descriptor is not for a log of updates");
}

} // namespace

UpdateLog::UpdateLog(SharedMemory memory, const Shape& shape, TagFormat format)
    : m_memory(std::move(memory))
    , m_shape(shape)
    , m_format(format)
{
    const std::size_t head = headBytes(shape.words);
    if (head == kHugePage)
        preferHugePages(m_memory.bytes() + head, m_memory.size() - head);
}

Result<UpdateLog, EvidenceError> UpdateLog::create(std::uint32_t workers, std::uint64_t operations)
{
    const std::uint64_t needed = operations * sizeof(std::uint64_t);
    if (const AvailableMemory available = availableMemory(); needed > available.bytes)
        return fail(EvidenceError::NoMemory,
            fmt::format("the log of {} updates needs {} bytes and {}; or use no evidence",
                operations,
                needed,
                describeShortage(available)));
    return createAs({workers, operations, wordsOf(operations)});
}

Result<UpdateLog, EvidenceError> UpdateLog::createForCopy(
    std::uint32_t workers, std::uint64_t operations, std::uint64_t words)
{
    return createAs({workers, operations, std::min(words, wordsOf(operations))});
}

Result<UpdateLog, EvidenceError> UpdateLog::createAs(const Shape& shape)
{
    const auto format = TagFormat::of(shape.workers, shape.operations);
    if (!format)
        return tl::unexpected(format.error());
    auto memory = SharedMemory::create("interleave-updates", logBytes(shape.workers, shape.words));
    if (!memory)
        return fail(EvidenceError::NoMemory, memory.error().message);
    auto& head = *memory->objects<LogHead>(0, 1).data();
    head.magic = kUpdateLogMagic;
    head.workers = shape.workers;
    head.operations = shape.operations;
    return UpdateLog(*std::move(memory), shape, *format);
}

Result<UpdateLog, EvidenceError> UpdateLog::attach(UniqueFd descriptor)
{
    auto memory = SharedMemory::attach(std::move(descriptor));
    if (!memory)
        return fail(EvidenceError::Corrupt, memory.error().message);
    if (memory->size() < sizeof(LogHead))
        return noLog();
    const auto& head = *memory->objects<LogHead>(0, 1).data();
    const Shape shape{head.workers, head.operations, wordsOf(head.operations)};
    const auto format = TagFormat::of(shape.workers, shape.operations);
    if (head.magic != kUpdateLogMagic || !format
        || memory->size() != logBytes(shape.workers, shape.words))
        return noLog();
    return UpdateLog(*std::move(memory), shape, *format);
}

LogHead& UpdateLog::head() const
{
    return *m_memory.objects<LogHead>(0, 1).data();
}

std::span<std::uint64_t> UpdateLog::room(std::uint32_t worker)
{
    const std::size_t offset = headBytes(m_shape.words) + worker * partBytes(m_shape.words);
    return m_memory.objects<std::uint64_t>(offset, m_shape.words);
}

std::span<std::uint64_t> UpdateLog::roomFor(std::uint32_t worker, std::uint64_t words)
{
    return words > 0 && prepare(worker, 0, words) ? room(worker).first(words)
                                                  : std::span<std::uint64_t>();
}

std::span<std::uint64_t> UpdateLog::written(std::uint32_t worker)
{
    // Words are written one after the other, and none beyond what is ready.
    const std::uint64_t ready = head().states[worker].ready.load(std::memory_order_acquire);
    const auto words = room(worker).first(std::min(ready, m_shape.words));
    const auto end = std::ranges::partition_point(words, [](std::uint64_t w) { return w != 0; });
    return words.first(static_cast<std::size_t>(end - words.begin()));
}

void UpdateLog::interrupt(std::uint32_t worker)
{
    const std::size_t count = written(worker).size();
    if (count == 0)
        return;
    if (count < m_shape.words && prepare(worker, count, count + 1))
        room(worker)[count] = kNotAnOperation;
    else
        head().states[worker].incomplete.store(1, std::memory_order_relaxed);
}

bool UpdateLog::incomplete() const
{
    return std::ranges::any_of(head().states, [](const LogHead::WorkerState& state) {
        return state.incomplete.load(std::memory_order_relaxed) != 0;
    });
}

bool UpdateLog::prepare(std::uint32_t worker, std::uint64_t begin, std::uint64_t end)
{
    const auto words = std::as_writable_bytes(room(worker).subspan(begin, end - begin));
    // From the start of its page: the call takes whole pages.
    const std::size_t inPage = reinterpret_cast<std::uintptr_t>(words.data()) % kPage;
    if (!populateForWriting(words.data() - inPage, words.size() + inPage))
        return false;
    std::atomic<std::uint64_t>& ready = head().states[worker].ready;
    ready.store(std::max(end, ready.load(std::memory_order_relaxed)), std::memory_order_release);
    return true;
}

LogWriter::LogWriter(UpdateLog& log, std::uint32_t worker)
    : m_log(log)
    , m_worker(worker)
{
    const std::span<std::uint64_t> room = log.room(worker);
    const std::uint64_t begin = log.written(worker).size();
    const std::uint64_t share = (log.operations() + log.workers() - 1) / log.workers();
    const std::uint64_t end = std::min(room.size(), std::max(share, begin + 1));
    m_next = room.data() + begin;
    m_ready = begin < end && log.prepare(worker, begin, end) ? room.data() + end : m_next;
    m_step
        = (std::uint64_t{1} << 32U) + log.format().tag({worker, static_cast<std::uint32_t>(begin)});
}

void LogWriter::makeReady()
{
    const std::span<std::uint64_t> room = m_log.room(m_worker);
    if (m_next >= room.data() && m_next < room.data() + room.size()) {
        const auto begin = static_cast<std::uint64_t>(m_next - room.data());
        const std::uint64_t end = std::min(room.size(), begin + kPiece);
        if (m_log.prepare(m_worker, begin, end)) {
            m_ready = room.data() + end;
            return;
        }
    }
    m_log.head().states[m_worker].incomplete.store(1, std::memory_order_relaxed);
    m_next = m_unrecorded.data();
    m_ready = m_next + m_unrecorded.size();
}

} // namespace interleave
