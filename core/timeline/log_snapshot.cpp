#include "core/timeline/log_snapshot.h"

#include <algorithm>

namespace interleave {

LogSnapshot::LogSnapshot(const Recording& recording, unsigned worker)
    : m_runs(recording.log(worker))
    , m_blockEvents(recording.blockEvents())
    , m_begin(recording.range().begin)
{
    if (!m_runs.empty())
        m_size = (m_runs.size() - 1) * m_blockEvents + m_runs.back().size();
}

std::uint64_t LogSnapshot::firstEndingAfter(std::uint64_t tick) const
{
    const auto endsBefore = [tick](const TraceEvent& event) { return rangeOf(event).end <= tick; };
    const auto run = std::ranges::partition_point(
        m_runs, [&](std::span<const TraceEvent> each) { return endsBefore(each.back()); });
    if (run == m_runs.end())
        return m_size;
    const auto event = std::ranges::partition_point(*run, endsBefore);
    std::uint64_t position = static_cast<std::uint64_t>(run - m_runs.begin()) * m_blockEvents
        + static_cast<std::uint64_t>(event - run->begin());
    while (position < m_size && (*this)[position].kind != EventKind::Task)
        ++position;
    return position;
}

std::uint64_t LogSnapshot::behindTaskBefore(std::uint64_t position) const
{
    while (position > 0 && (*this)[position - 1].kind != EventKind::Task)
        --position;
    return position;
}

TaskMatcher LogSnapshot::matcherAt(std::uint64_t position, const TaskFilter& filter) const
{
    return {filter, position == 0 ? m_begin : (*this)[position - 1].end};
}

} // namespace interleave
