#include "core/workload/image/brightness.h"

#include <type_traits>

namespace interleave {

static_assert(std::is_trivially_destructible_v<OwnBrightness>);

// One that was run again by somebody else is that one's.
bool OwnBrightness::lastCounts(const TaskLedger& ledger) const
{
    return (m_state.load(std::memory_order_relaxed) & kOpen) != 0 && m_lastTask < ledger.tasks()
        && isWhole(ledger.mark(m_lastTask)) && ledger.runs(m_lastTask) == m_lastRuns;
}

BrightnessCounts OwnBrightness::sum(const TaskLedger& ledger) const
{
    BrightnessCounts sum = m_sums[m_state.load(std::memory_order_acquire) & kPlace];
    if (lastCounts(ledger))
        addTo(sum, m_last);
    return sum;
}

void OwnBrightness::add(const BrightnessCounts& bins, std::uint64_t task, const TaskLedger& ledger)
{
    const std::uint32_t other = (m_state.load(std::memory_order_relaxed) & kPlace) ^ kPlace;
    m_sums[other] = sum(ledger);
    m_state.store(other, std::memory_order_release);
    m_last = bins;
    m_lastTask = task;
    m_lastRuns = ledger.runs(task);
    m_state.store(other | kOpen, std::memory_order_release);
}

BrightnessResult brightnessOf(
    std::span<const OwnBrightness> workers, const TaskLedger& ledger, const SharedState& shared)
{
    BrightnessCounts counted{};
    for (const OwnBrightness& worker : workers)
        addTo(counted, worker.sum(ledger));
    BrightnessResult result{.counted = {counted.begin(), counted.end()}, .shared = {}};
    for (const Tally& tally : shared.tallies)
        result.shared.push_back(tally.sum);
    return result;
}

} // namespace interleave
