#include "core/timeline/timeline_column.h"

#include <algorithm>

namespace interleave {

namespace {

// What of `whole` belongs to the first `part` of `all` ticks.
std::uint64_t shareOf(std::uint64_t whole, std::uint64_t part, std::uint64_t all)
{
    if (part >= all || whole == 0)
        return whole;
    const double share = static_cast<double>(part) / static_cast<double>(all);
    return std::min(whole, static_cast<std::uint64_t>(static_cast<double>(whole) * share));
}

} // namespace

ColumnSums::ColumnSums(TickRange visible, std::span<TimelineColumn> columns)
    : m_visible(visible)
    , m_columns(columns)
    , m_bounds(columns.size() + 1)
    , m_columnsPerTick(static_cast<double>(columns.size())
          / static_cast<double>(std::max<std::uint64_t>(visible.width(), 1)))
    , m_half(visible.width() / std::max<std::uint64_t>(columns.size(), 1) / 2)
{
    std::ranges::fill(columns, TimelineColumn{});
    const std::uint64_t count = std::max<std::uint64_t>(columns.size(), 1);
    const std::uint64_t whole = visible.width() / count;
    const std::uint64_t rest = visible.width() % count;
    // begin + whole * i + rest * i / count, without a division for each.
    std::uint64_t bound = visible.begin;
    std::uint64_t missing = 0;
    for (std::uint64_t& each : m_bounds) {
        each = bound;
        bound += whole;
        missing += rest;
        if (missing >= count) {
            missing -= count;
            ++bound;
        }
    }
}

// Of a tick in the visible range.
std::size_t ColumnSums::columnOf(std::uint64_t tick)
{
    if (tick >= m_bounds[m_column] && tick < m_bounds[m_column + 1])
        return m_column;
    const auto guess
        = static_cast<std::size_t>(static_cast<double>(tick - m_visible.begin) * m_columnsPerTick);
    m_column = std::min(guess, m_columns.size() - 1);
    while (tick < m_bounds[m_column])
        --m_column;
    while (tick >= m_bounds[m_column + 1])
        ++m_column;
    return m_column;
}

void ColumnSums::add(const TraceEvent& task)
{
    const TickRange whole = rangeOf(task);
    if (!inLastColumn(whole)) {
        const TickRange seen = intersection(whole, m_visible);
        if (!seen.empty())
            addParts(task, seen);
        return;
    }
    TaskSummary single;
    single.add(task);
    addWhole(m_columns[m_column], single);
}

void ColumnSums::addParts(const TraceEvent& task, const TickRange& seen)
{
    const TickRange whole = rangeOf(task);
    const std::uint64_t duration = durationOf(task);
    const bool failed = task.outcome != TaskOutcome::Succeeded;
    std::uint64_t waited = shareOf(task.waitTicks, seen.begin - whole.begin, whole.width());
    const std::size_t first = columnOf(seen.begin);
    const std::size_t last = columnOf(seen.end - 1);
    for (std::size_t i = first; i <= last; ++i) {
        TimelineColumn& column = m_columns[i];
        const TickRange part = intersection(seen, rangeOfColumn(i));
        const std::uint64_t waitedThen
            = shareOf(task.waitTicks, std::max(part.end, whole.begin) - whole.begin, whole.width());
        if (duration > 0)
            column.busyTicks += part.width();
        column.waitTicks += waitedThen - waited;
        column.longestTicks = std::max(column.longestTicks, duration);
        column.failure = column.failure || failed;
        waited = waitedThen;
    }
    if (whole.end == seen.end) {
        ++m_columns[last].tasks;
        m_columns[last].failed += failed ? 1 : 0;
    }
}

bool ColumnSums::add(const TaskSummary& tasks)
{
    if (tasks.tasks == 0 || tasks.begin >= m_visible.end || tasks.end <= m_visible.begin)
        return true;
    if (tasks.begin < m_visible.begin || tasks.end > m_visible.end || tasks.end <= tasks.begin)
        return false;
    if (inLastColumn({tasks.begin, tasks.end})) {
        addWhole(m_columns[m_column], tasks);
        return true;
    }
    const std::size_t first = columnOf(tasks.begin);
    if (tasks.end <= m_bounds[first + 1]) {
        addWhole(m_columns[first], tasks);
        return true;
    }
    if (tasks.failed > 0 || tasks.end - tasks.begin > m_half
        || columnOf(tasks.end - 1) != first + 1)
        return false;
    addInTwo(first, tasks);
    return true;
}

bool ColumnSums::add(const TaskSummary& whole, std::span<const TraceEvent> events)
{
    if (whole.begin < m_visible.begin || whole.end > m_visible.end || whole.end <= whole.begin)
        return false;
    const std::size_t first = columnOf(whole.begin);
    if (columnOf(whole.end - 1) != first + 1)
        return false;
    const std::uint64_t border = m_bounds[first + 1];
    const bool fromLeft = border - whole.begin < whole.end - border;
    TaskSummary looked; // all on this side of the border
    const TraceEvent* over = nullptr; // the first that is not; all others are on the other side
    const auto look = [&](const TraceEvent& event) {
        if (event.kind != EventKind::Task)
            return;
        const TickRange range = rangeOf(event);
        if (fromLeft ? range.end > border : range.begin < border)
            over = &event;
        else
            looked.add(event);
    };
    for (std::size_t i = 0; i < events.size() && over == nullptr; ++i)
        look(events[fromLeft ? i : events.size() - 1 - i]);
    addWhole(m_columns[fromLeft ? first : first + 1], looked);
    if (over != nullptr) {
        looked.add(*over);
        add(*over);
    }
    addRest(m_columns[fromLeft ? first + 1 : first], whole, looked);
    return true;
}

void ColumnSums::addRest(
    TimelineColumn& column, const TaskSummary& whole, const TaskSummary& looked)
{
    TaskSummary rest = whole;
    rest.busy -= looked.busy;
    rest.wait -= looked.wait;
    rest.tasks -= looked.tasks;
    rest.failed -= looked.failed;
    if (rest.tasks > 0)
        addWhole(column, rest);
}

void ColumnSums::addWhole(TimelineColumn& column, const TaskSummary& tasks)
{
    column.busyTicks += tasks.busy;
    column.waitTicks += tasks.wait;
    column.longestTicks = std::max(column.longestTicks, tasks.longest);
    column.tasks += tasks.tasks;
    column.failed += tasks.failed;
    column.failure = column.failure || tasks.failed > 0;
}

void ColumnSums::addInTwo(std::size_t column, const TaskSummary& tasks)
{
    const std::uint64_t before = m_bounds[column + 1] - tasks.begin;
    const std::uint64_t all = tasks.end - tasks.begin;
    TaskSummary left = tasks;
    left.busy = shareOf(tasks.busy, before, all);
    left.wait = shareOf(tasks.wait, before, all);
    left.tasks = static_cast<std::uint32_t>(shareOf(tasks.tasks, before, all));
    TaskSummary right = tasks;
    right.busy -= left.busy;
    right.wait -= left.wait;
    right.tasks -= left.tasks;
    addWhole(m_columns[column], left);
    addWhole(m_columns[column + 1], right);
}

void ColumnSums::addHold(const TraceEvent& hold)
{
    const TickRange seen = intersection({hold.begin, hold.end}, m_visible);
    if (seen.empty())
        return;
    const std::size_t last = columnOf(seen.end - 1);
    for (std::size_t i = columnOf(seen.begin); i <= last; ++i)
        m_columns[i].holdTicks += intersection(seen, rangeOfColumn(i)).width();
}

void ColumnSums::addWait(const TraceEvent& wait)
{
    const TickRange seen = intersection({wait.begin, wait.end}, m_visible);
    if (seen.empty())
        return;
    const std::size_t last = columnOf(seen.end - 1);
    for (std::size_t i = columnOf(seen.begin); i <= last; ++i) {
        const std::uint64_t ticks = intersection(seen, rangeOfColumn(i)).width();
        m_columns[i].busyTicks += ticks;
        m_columns[i].waitTicks += ticks;
    }
}

void ColumnSums::finish()
{
    for (std::size_t i = 0; i < m_columns.size(); ++i) {
        TimelineColumn& column = m_columns[i];
        const auto width = static_cast<float>(std::max<std::uint64_t>(rangeOfColumn(i).width(), 1));
        const float perTick = 1 / width;
        const auto share = [perTick](std::uint64_t ticks) {
            return std::min(static_cast<float>(ticks) * perTick, 1.0F);
        };
        column.busy = share(column.busyTicks);
        column.waiting = share(column.waitTicks);
        column.holding = share(column.holdTicks);
    }
}

} // namespace interleave
