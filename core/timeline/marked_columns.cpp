#include "core/timeline/marked_columns.h"

#include "core/timeline/log_snapshot.h"

#include <algorithm>

namespace interleave {

namespace {

class Marks
{
public:
    Marks(const Selection& selection, const MarkedPicture& picture, std::size_t rows)
        : m_selection(selection)
        , m_picture(picture)
        , m_columnsPerTick(static_cast<double>(picture.columns)
              / static_cast<double>(std::max<std::uint64_t>(picture.visible.width(), 1)))
        , m_found{picture.columns, std::vector<bool>(rows * picture.columns)}
    {
    }

    void addLog(const LogSnapshot& log, unsigned worker)
    {
        const TickRange seen = intersection(m_picture.visible, m_selection.time);
        if (seen.empty() || m_picture.columns == 0)
            return;
        const std::uint64_t first = log.behindTaskBefore(log.firstEndingAfter(seen.begin));
        TaskMatcher matcher = log.matcherAt(first, m_selection.filter);
        log.forEach(first, log.size(), [&](const TraceEvent& event, std::uint64_t) {
            if (event.kind == EventKind::Task && event.begin >= seen.end)
                return false;
            if (matcher.matches(event) && overlap(rangeOf(event), seen))
                mark(event, worker);
            return true;
        });
    }

    [[nodiscard]] MarkedColumns found() { return std::move(m_found); }

private:
    void mark(const TraceEvent& task, unsigned worker)
    {
        std::size_t row = worker;
        if (!m_picture.cores.empty()) {
            const auto at = std::ranges::find(m_picture.cores, task.core);
            if (at == m_picture.cores.end())
                return;
            row = static_cast<std::size_t>(at - m_picture.cores.begin());
        }
        const TickRange part = intersection(rangeOf(task), m_picture.visible);
        if (part.empty())
            return;
        const std::size_t last = columnOf(part.end - 1);
        for (std::size_t column = columnOf(part.begin); column <= last; ++column)
            m_found.marks[row * m_picture.columns + column] = true;
    }
    [[nodiscard]] std::size_t columnOf(std::uint64_t tick) const
    {
        const auto column = static_cast<std::size_t>(
            static_cast<double>(tick - m_picture.visible.begin) * m_columnsPerTick);
        return std::min(column, m_picture.columns - 1);
    }

    const Selection& m_selection;
    const MarkedPicture& m_picture;
    double m_columnsPerTick;
    MarkedColumns m_found;
};

} // namespace

MarkedColumns markedColumns(
    const Recording& recording, const Selection& selection, const MarkedPicture& picture)
{
    Marks marks(
        selection, picture, picture.cores.empty() ? recording.workers() : picture.cores.size());
    for (unsigned worker = 0; worker < recording.workers(); ++worker) {
        const bool wanted = selection.workers.empty()
            || std::ranges::find(selection.workers, worker) != selection.workers.end();
        if (wanted)
            marks.addLog(LogSnapshot(recording, worker), worker);
    }
    return marks.found();
}

} // namespace interleave
