#include "core/timeline/task_pyramid.h"

namespace interleave {

void TaskPyramid::Level::push(const TaskSummary& node)
{
    if (size % kPiece == 0) {
        pieces.emplace_back();
        if (size > 0) // a short log needs no whole piece
            pieces.back().reserve(kPiece);
    }
    pieces.back().push_back(node);
    ++size;
}

// Ends never decrease from node to node, so that they can be searched whatever a log says.
void TaskPyramid::close(std::size_t level)
{
    if (level == 0) {
        if (m_levels.empty())
            m_levels.emplace_back();
        const TaskSummary closed = m_open;
        m_levels[0].push(closed);
        m_open = {};
        m_open.end = closed.end;
    }
    if (m_levels[level].size % kFanOut != 0)
        return;
    if (m_levels.size() == level + 1)
        m_levels.emplace_back();
    TaskSummary sum;
    for (std::uint64_t i = m_levels[level].size - kFanOut; i < m_levels[level].size; ++i)
        sum.add(m_levels[level][i]);
    m_levels[level + 1].push(sum);
    close(level + 1);
}

std::uint64_t TaskPyramid::bytes() const
{
    std::uint64_t nodes = 0;
    for (const Level& level : m_levels)
        nodes += level.size;
    return nodes * sizeof(TaskSummary);
}

std::size_t TaskPyramid::levelsAt(std::uint64_t position, std::uint64_t last) const
{
    std::size_t level = 0;
    while (level < m_levels.size()) {
        const unsigned shift = shiftOf(level);
        const std::uint64_t index = position >> shift;
        if (index << shift != position || (index + 1) << shift > last
            || index >= m_levels[level].size)
            break;
        ++level;
    }
    return level;
}

std::uint64_t TaskPyramid::firstEndingAfter(
    const WorkerLogs& logs, unsigned worker, std::uint64_t tick) const
{
    std::uint64_t position = 0;
    for (std::size_t level = m_levels.size(); level-- > 0;) {
        const unsigned shift = shiftOf(level);
        std::uint64_t index = position >> shift;
        while (index < m_levels[level].size && m_levels[level][index].end <= tick)
            ++index;
        position = index << shift;
    }
    const std::uint64_t end = std::min(m_size, position + kLeaf);
    while (position < end) {
        const TraceEvent& event = logs.at(worker, position);
        if (event.kind == EventKind::Task && rangeOf(event).end > tick)
            break;
        ++position;
    }
    return position;
}

} // namespace interleave
