#include "core/trace/recorder.h"

#include <algorithm>

namespace interleave {

Recorder::Recorder(RecordingWriter& recording, std::uint32_t worker)
    : m_blocksTaken(recording.header().blocksTaken)
    , m_blocks(recording.layout().blocks)
    , m_eventsInBlock(recording.layout().blockEvents)
    , m_counters(&recording.counters(worker))
    , m_histogram(&recording.histogram(worker))
    , m_blockOwners(recording.blockOwners())
    , m_events(recording.events().data())
    , m_worker(worker)
{
    // Where the predecessor stopped: its events fill its blocks in order, the last one partly.
    std::uint64_t left = m_counters->events.load();
    const std::uint64_t taken = std::min<std::uint64_t>(m_blocksTaken.load(), m_blocks);
    for (std::uint64_t block = 0; block < taken; ++block) {
        if (m_blockOwners[block].load() != m_worker + 1)
            continue;
        const std::uint64_t used = std::min<std::uint64_t>(left, m_eventsInBlock);
        openBlock(block, used);
        left -= used;
        if (used < m_eventsInBlock)
            break;
    }
    m_followsDeath = last() != nullptr && last()->kind == EventKind::Died;
}

void Recorder::openBlock(std::uint64_t block, std::uint64_t used)
{
    m_lastOfBlockBefore = last();
    TraceEvent* first = m_events + block * m_eventsInBlock;
    m_blockBegin = first;
    m_next = first + used;
    m_blockEnd = first + m_eventsInBlock;
}

void Recorder::countEnd(const TraceEvent& event)
{
    const bool written
        = last() != nullptr && last()->task == event.task && last()->kind == EventKind::Task;
    if (m_counters->droppedTask.load() == event.task + 1)
        m_counters->dropped.store(m_counters->droppedBefore.load() + 1);
    else if (!written)
        append(event);
    count(event);
}

// Whoever counts for a worker that was killed in here finds what it was about to count.
void Recorder::drop(const TraceEvent& event)
{
    const std::uint64_t before = m_counters->dropped.load(std::memory_order_relaxed);
    m_counters->droppedBefore.store(before, std::memory_order_release);
    m_counters->droppedTask.store(
        event.kind == EventKind::Task ? event.task + 1 : 0, std::memory_order_release);
    m_counters->dropped.store(before + 1, std::memory_order_release);
}

void Recorder::asks(std::uint32_t lock)
{
    const std::uint64_t before = m_counters->asks.load(std::memory_order_relaxed);
    m_counters->asks.store(((before >> 16U) + 1) << 16U | (lock + 1), std::memory_order_relaxed);
    setState(WorkerState::Waiting);
}

void Recorder::got()
{
    const std::uint64_t before = m_counters->asks.load(std::memory_order_relaxed);
    m_counters->asks.store(before >> 16U << 16U, std::memory_order_relaxed);
    setState(WorkerState::Working);
}

void Recorder::waited(const TraceEvent& wait, bool spinning)
{
    if (spinning)
        bump(m_counters->spinTicks, wait.end - wait.begin);
    countWait(wait);
    noteLock(wait);
}

void Recorder::countWait(const TraceEvent& wait)
{
    const std::uint64_t ticks = wait.end - wait.begin;
    bump(m_counters->waits, 1);
    if (ticks > m_counters->longestWaitTicks.load(std::memory_order_relaxed))
        m_counters->longestWaitTicks.store(ticks, std::memory_order_relaxed);
    if (wait.waitTicks != 0 && wait.waitTicks <= kNamedHolders) {
        auto& times = m_counters->waitedFor[wait.waitTicks - 1];
        times.store(times.load(std::memory_order_relaxed) + 1, std::memory_order_relaxed);
    }
}

void Recorder::neverGot(const TraceEvent& wait, std::uint64_t taskBegan)
{
    bump(m_counters->waitTicks, wait.end - wait.begin);
    bump(m_counters->busyTicks, wait.end - std::min(taskBegan, wait.begin));
    countWait(wait);
    append(wait);
}

// One that was interrupted is none like the others that it stands for: all of them lie between it
// and the one before.
void Recorder::held(const TraceEvent& stay, bool waited, std::uint64_t standsFor)
{
    constexpr std::uint64_t kUneven = 4; // times as long as the others it may well be
    std::uint64_t ticks = stay.end - stay.begin;
    if (waited) {
        bump(m_counters->waitedHoldTicks, ticks);
        noteLock(stay);
        return;
    }
    if (m_timedUntil != 0 && standsFor > 1)
        ticks = std::min(ticks, kUneven * (stay.end - m_timedUntil) / standsFor);
    m_timedUntil = stay.end;
    bump(m_counters->timedHolds, 1);
    bump(m_counters->timedHoldTicks, ticks);
}

void Recorder::noteLock(const TraceEvent& event)
{
    if (m_counters->lockEvents.load(std::memory_order_relaxed) >= kMaxLockEvents)
        return;
    bump(m_counters->lockEvents, 1);
    append(event);
}

bool Recorder::nextBlock()
{
    if (m_blocksTaken.load(std::memory_order_relaxed) >= m_blocks)
        return false;
    const std::uint64_t block = m_blocksTaken.fetch_add(1);
    if (block >= m_blocks)
        return false;
    // All pages of the block at once: no page fault later falls into a task's time.
    auto* begin = reinterpret_cast<std::byte*>(m_events + block * m_eventsInBlock);
    if (!populateForWriting(begin, m_eventsInBlock * sizeof(TraceEvent)))
        return false;
    m_blockOwners[block].store(m_worker + 1);
    openBlock(block, 0);
    return true;
}

} // namespace interleave
