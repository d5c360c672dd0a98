#include "ui/timeline/hand_overs.h"

#include <algorithm>

namespace interleave::ui {

namespace {

std::optional<unsigned> rowOfCore(const TimelineIndex& index, unsigned core)
{
    const auto cores = index.cores();
    const auto at = std::ranges::find(cores, core);
    return at == cores.end() ? std::nullopt
                             : std::optional(static_cast<unsigned>(at - cores.begin()));
}

class Search
{
public:
    Search(const TimelineIndex& index, TickRange visible)
        : m_index(index)
        , m_visible(visible)
    {
    }

    /// `rowOf(wait)` is where the lock came from.
    template <class RowOf>
    void look(unsigned row, const WorkerLocks& locks, RowOf rowOf)
    {
        m_found.events += locks.events.size();
        if (m_found.looked + locks.events.size() > kMostLooked) {
            // A hold follows nearly every wait; counting them would take longer than a frame.
            m_waits += locks.events.size() / 2;
            return;
        }
        m_found.looked += locks.events.size();
        for (const TraceEvent& event : locks.events) {
            if (!isSeen(event) || event.waitTicks == locks.worker + 1)
                continue;
            ++m_waits;
            if (m_found.arrows.size() <= kMostArrows)
                add(rowOf(event), row, event.end);
        }
    }

    [[nodiscard]] HandOvers found()
    {
        if (m_waits - m_found.within > kMostArrows) {
            m_found.arrows.clear();
            m_found.hidden = m_waits;
            m_found.within = 0;
        }
        return std::move(m_found);
    }

private:
    [[nodiscard]] bool isSeen(const TraceEvent& event) const
    {
        return event.kind == EventKind::Wait && event.end >= m_visible.begin
            && event.end < m_visible.end && event.waitTicks > 0
            && event.waitTicks <= m_index.workers();
    }
    void add(std::optional<unsigned> from, unsigned to, std::uint64_t tick)
    {
        if (from && *from != to)
            m_found.arrows.push_back({*from, to, tick});
        else
            ++m_found.within;
    }

    const TimelineIndex& m_index;
    TickRange m_visible;
    HandOvers m_found;
    std::uint64_t m_waits = 0;
};

} // namespace

HandOvers handOversIn(const TimelineIndex& index, unsigned first, unsigned last, TickRange visible)
{
    Search search(index, visible);
    for (unsigned worker = first; worker < last; ++worker)
        search.look(worker, {worker, index.locksIn(worker, visible)}, [](const TraceEvent& wait) {
            return std::optional(wait.waitTicks - 1);
        });
    return search.found();
}

// Who had the lock when it was asked for was in a task then, which tells the core.
HandOvers coreHandOversIn(
    const TimelineIndex& index, unsigned first, unsigned last, TickRange visible)
{
    Search search(index, visible);
    const auto rowOf = [&](const TraceEvent& wait) {
        const auto task = index.taskAt(wait.waitTicks - 1, wait.begin);
        return task ? rowOfCore(index, task->event.core) : std::nullopt;
    };
    for (unsigned row = first; row < last; ++row) {
        for (const WorkerLocks& locks : index.coreLocksIn(index.cores()[row], visible))
            search.look(row, locks, rowOf);
    }
    return search.found();
}

} // namespace interleave::ui
