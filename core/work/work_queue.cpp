#include "core/work/work_queue.h"

#include <algorithm>

namespace interleave {

namespace {

// Looking first keeps the cursor from running on while idle workers ask.
template <class SizeOfClaim>
std::optional<TaskRange> claimFrom(
    std::atomic<std::uint64_t>& cursor, std::uint64_t end, SizeOfClaim sizeOfClaim)
{
    const std::uint64_t seen = cursor.load(std::memory_order_relaxed);
    if (seen >= end)
        return std::nullopt;
    const std::uint64_t size = sizeOfClaim(end - seen);
    const std::uint64_t begin = cursor.fetch_add(size, std::memory_order_relaxed);
    if (begin >= end)
        return std::nullopt;
    return TaskRange{begin, std::min(begin + size, end)};
}

} // namespace

void WorkQueue::create(std::uint64_t tasks, const HandingOut& how, std::span<ClaimSlot> slots)
{
    m_tasks = tasks;
    m_chunk = how.chunk;
    m_workers = how.workers;
    m_schedule = how.schedule;
    if (m_schedule != Schedule::Static)
        return;
    for (std::size_t worker = 0; worker < slots.size(); ++worker) {
        const TaskRange share = staticShare(tasks, slots.size(), worker);
        slots[worker].shareNext.store(share.begin, std::memory_order_relaxed);
        slots[worker].shareEnd = share.end;
    }
}

std::optional<TaskRange> WorkQueue::claim(ClaimSlot& slot, double nsPerTask)
{
    const auto range = next(slot, nsPerTask);
    if (range)
        slot.note(*range);
    return range;
}

std::optional<TaskRange> WorkQueue::next(ClaimSlot& slot, double nsPerTask)
{
    if (m_given.load(std::memory_order_relaxed) != m_taken.load(std::memory_order_relaxed)) {
        if (const auto returned = claimReturned())
            return returned;
    }
    switch (m_schedule) {
    case Schedule::Static:
        return claimFrom(slot.shareNext, slot.shareEnd, [this](std::uint64_t) { return m_chunk; });
    case Schedule::Dynamic:
        return claimFrom(m_cursor, m_tasks, [this](std::uint64_t) { return m_chunk; });
    default:
        return claimFrom(m_cursor, m_tasks, [this, nsPerTask](std::uint64_t remaining) {
            return sizeOfClaim(remaining, nsPerTask);
        });
    }
}

std::uint64_t WorkQueue::sizeOfClaim(std::uint64_t remaining, double nsPerTask) const
{
    // An owner that claims itself outlives a stray write.
    const std::uint64_t parts = std::max<std::uint64_t>(kPartsPerWorker * m_workers, 1);
    const std::uint64_t part = remaining / parts;
    if (m_schedule == Schedule::Guided)
        return std::max(part, m_chunk);
    if (nsPerTask <= 0)
        return 1; // nothing measured yet
    const double fitting = std::min(kClaimNs / nsPerTask, static_cast<double>(m_chunk));
    return std::max<std::uint64_t>(std::min(static_cast<std::uint64_t>(fitting), part), 1);
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

std::uint64_t WorkQueue::unclaimed(std::span<const ClaimSlot> slots) const
{
    const auto load = [](const auto& number) { return number.load(std::memory_order_relaxed); };
    const auto from
        = [](std::uint64_t next, std::uint64_t end) { return end - std::min(next, end); };
    std::uint64_t tasks = m_schedule == Schedule::Static ? 0 : from(load(m_cursor), m_tasks);
    if (m_schedule == Schedule::Static) {
        for (const ClaimSlot& slot : slots)
            tasks += from(load(slot.shareNext), slot.shareEnd);
    }
    const std::uint64_t taken = load(m_taken);
    const std::uint64_t given = std::min(load(m_given), taken + kRing); // whatever stands there
    for (std::uint64_t range = taken; range < given; ++range) {
        const Returned& place = m_ring[range % kRing];
        tasks += from(load(place.begin), load(place.end));
    }
    return tasks;
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

TaskRange WorkQueue::takeShare(ClaimSlot& slot, TaskRange share)
{
    const std::uint64_t next = slot.shareNext.exchange(share.end, std::memory_order_relaxed);
    return {std::clamp(next, share.begin, share.end), share.end};
}

} // namespace interleave
