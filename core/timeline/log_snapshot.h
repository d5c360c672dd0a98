// The log of one worker as it was at one moment, by position: for who reads a recording in a thread
// of its own and needs no index.
//
// Thread safety: reads the recording only. It must live longer.
#pragma once

#include "core/timeline/task_filter.h"
#include "core/trace/recording.h"

namespace interleave {

class LogSnapshot
{
public:
    LogSnapshot(const Recording& recording, unsigned worker);

    /// Events of all kinds.
    [[nodiscard]] std::uint64_t size() const { return m_size; }
    [[nodiscard]] const TraceEvent& operator[](std::uint64_t position) const
    {
        return m_runs[position / m_blockEvents][position % m_blockEvents];
    }
    /// Calls use(event, position) for the events from `first` up to, not with, `last`, until it
    /// says false.
    template <class Use>
    void forEach(std::uint64_t first, std::uint64_t last, Use use) const;

    /// The position of the first task that ends after `tick`, size() when there is none. O(log
    /// size): logs are sorted by end.
    [[nodiscard]] std::uint64_t firstEndingAfter(std::uint64_t tick) const;
    /// The position right behind the last task before `position`: from there on a matcher sees all
    /// that belongs to the next task.
    [[nodiscard]] std::uint64_t behindTaskBefore(std::uint64_t position) const;
    /// For what begins at such a position.
    [[nodiscard]] TaskMatcher matcherAt(std::uint64_t position, const TaskFilter& filter) const;

private:
    std::vector<std::span<const TraceEvent>> m_runs; // all but the last of m_blockEvents
    std::uint64_t m_blockEvents;
    std::uint64_t m_size = 0;
    std::uint64_t m_begin; // of the trial
};

template <class Use>
void LogSnapshot::forEach(std::uint64_t first, std::uint64_t last, Use use) const
{
    for (std::uint64_t position = first; position < last;) {
        const auto run = m_runs[position / m_blockEvents].subspan(position % m_blockEvents);
        for (const TraceEvent& event :
            run.first(std::min<std::uint64_t>(run.size(), last - position))) {
            if (!use(event, position++))
                return;
        }
    }
}

} // namespace interleave
