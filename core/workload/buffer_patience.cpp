#include "core/workload/buffer_patience.h"

#include <algorithm>

namespace interleave {

BufferPatience::BufferPatience(
    const BufferArea& area, bool producer, std::uint64_t producers, const WorkerContext& worker)
    : m_worker(worker)
    , m_firstOther(producer ? producers * area.size.share : 0)
    , m_lastOther((producer ? area.size.workers : producers) * area.size.share)
    , m_since(worker.clock.ticks())
    , m_looked(m_since)
{
}

bool BufferPatience::isLookDue()
{
    const std::uint64_t now = m_worker.clock.ticks();
    if (m_worker.clock.toNs(now - m_looked) < kBufferSliceNs)
        return false;
    m_looked = now;
    return true;
}

Passage BufferPatience::lookAround() const
{
    m_worker.waitsForOthers();
    if (m_worker.stopRequested())
        return Passage::Stopped;
    return othersHaveEnded() ? Passage::NobodyComes : Passage::Done;
}

void BufferPatience::note(BufferWaits& waits) const
{
    const std::uint64_t ticks = m_worker.clock.ticks() - m_since;
    waits.ticks += ticks;
    waits.longestTicks = std::max(waits.longestTicks, ticks);
    ++waits.times;
}

// The last tasks first: as long as something goes on, the first look finds one.
bool BufferPatience::othersHaveEnded() const
{
    for (std::uint64_t task = m_lastOther; task-- > m_firstOther;) {
        const TaskMark mark = m_worker.ledger.mark(task);
        if (mark == TaskMark::Untouched || mark == TaskMark::Started)
            return false;
    }
    return true;
}

} // namespace interleave
