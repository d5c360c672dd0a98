#include "core/process/work_queue.h"

#include <algorithm>

namespace interleave {

void WorkQueue::create(std::uint64_t tasks, std::uint64_t chunk)
{
    m_tasks = tasks;
    m_chunk = chunk;
}

std::optional<TaskRange> WorkQueue::claim()
{
    if (m_given.load(std::memory_order_relaxed) != m_taken.load(std::memory_order_relaxed)) {
        if (const auto returned = claimReturned())
            return returned;
    }
    // Looking first keeps the cursor from running on while idle workers ask.
    if (m_cursor.load(std::memory_order_relaxed) >= m_tasks)
        return std::nullopt;
    const std::uint64_t begin = m_cursor.fetch_add(m_chunk, std::memory_order_relaxed);
    if (begin >= m_tasks)
        return std::nullopt;
    return TaskRange{begin, std::min(begin + m_chunk, m_tasks)};
}

std::optional<TaskRange> WorkQueue::claimReturned()
{
    std::uint64_t next = m_taken.load(std::memory_order_acquire);
    while (next < m_given.load(std::memory_order_acquire)) {
        // The engine reuses the place only after m_taken has passed it, and then the exchange
        // fails.
        const Returned& place = m_ring[next % kRing];
        const TaskRange range{
            place.begin.load(std::memory_order_relaxed), place.end.load(std::memory_order_relaxed)};
        if (m_taken.compare_exchange_weak(next, next + 1, std::memory_order_acq_rel))
            return range;
    }
    return std::nullopt;
}

bool WorkQueue::giveBack(TaskRange range)
{
    const std::uint64_t given = m_given.load(std::memory_order_relaxed);
    if (given - m_taken.load(std::memory_order_acquire) == kRing)
        return false;
    Returned& place = m_ring[given % kRing];
    place.begin.store(range.begin, std::memory_order_relaxed);
    place.end.store(range.end, std::memory_order_relaxed);
    m_given.store(given + 1, std::memory_order_release);
    return true;
}

} // namespace interleave
