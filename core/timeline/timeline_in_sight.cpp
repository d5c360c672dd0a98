// What of the index is in sight: columns, single tasks, locks; of a worker or a core.

#include "core/timeline/task_parts.h"
#include "core/timeline/timeline_index.h"

#include <algorithm>

namespace interleave {

namespace {

void addTasks(const TaskPyramid& pyramid, const TaskPyramid::Stretch& where, ColumnSums& sums)
{
    pyramid.walk(
        where,
        [&](const TaskSummary& node) { return sums.add(node); },
        [&](const TraceEvent& event, std::uint64_t) { sums.add(event); },
        [&](const TaskSummary& node, std::span<const TraceEvent> events) {
            return sums.add(node, events);
        });
}

} // namespace

// From the first task that ends in sight to the one after the last that does: it may begin there.
TaskPyramid::Stretch TimelineIndex::stretch(unsigned worker, TickRange visible) const
{
    const TaskPyramid& pyramid = m_rows[worker].pyramid;
    if (visible.empty())
        return {m_logs, worker, 0, 0};
    const std::uint64_t first = pyramid.firstEndingAfter(m_logs, worker, visible.begin);
    const std::uint64_t last = pyramid.firstEndingAfter(m_logs, worker, visible.end);
    return {m_logs, worker, first, std::min(last + 1, pyramid.size())};
}

void TimelineIndex::columns(unsigned worker, TickRange visible, std::span<TimelineColumn> out) const
{
    ColumnSums sums(visible, out);
    if (out.empty())
        return;
    addTasks(m_rows[worker].pyramid, stretch(worker, visible), sums);
    for (const TraceEvent& lock : locksIn(worker, visible)) {
        if (lock.kind == EventKind::Hold)
            sums.addHold(lock);
    }
    if (const auto wait = waitWithoutEnd(worker))
        sums.addWait(*wait);
    sums.finish();
}

template <class Use>
void TimelineIndex::forStretchesOnCore(unsigned core, TickRange visible, Use use) const
{
    for (unsigned worker = 0; worker < workers(); ++worker) {
        const Row& row = m_rows[worker];
        const TaskPyramid::Stretch all = stretch(worker, visible);
        auto next = std::ranges::upper_bound(row.cores, all.first, {}, &OnCore::first);
        if (next != row.cores.begin())
            --next;
        for (; next != row.cores.end() && next->first < all.last; ++next) {
            if (next->core != core)
                continue;
            const auto after = next + 1;
            const bool isLast = after == row.cores.end();
            const std::uint64_t end = isLast ? all.last : after->first;
            const std::size_t endLock = isLast ? row.locksOfTasks : after->firstLock;
            use(TaskPyramid::Stretch{m_logs,
                    worker,
                    std::max<std::uint64_t>(next->first, all.first),
                    std::min(end, all.last)},
                std::span(row.locks).subspan(next->firstLock, endLock - next->firstLock));
        }
    }
}

void TimelineIndex::coreColumns(
    unsigned core, TickRange visible, std::span<TimelineColumn> out) const
{
    ColumnSums sums(visible, out);
    if (out.empty())
        return;
    const auto addLocks = [&](unsigned worker, std::span<const TraceEvent> locks) {
        for (const TraceEvent& lock : inSight(m_rows[worker], locks, visible)) {
            if (lock.kind == EventKind::Hold)
                sums.addHold(lock);
        }
    };
    forStretchesOnCore(core, visible, [&](const auto& where, std::span<const TraceEvent> locks) {
        addTasks(m_rows[where.worker].pyramid, where, sums);
        addLocks(where.worker, locks);
    });
    sums.finish();
    const double width = static_cast<double>(visible.width()) / static_cast<double>(out.size());
    for (TimelineColumn& column : out) {
        const double worked
            = static_cast<double>(column.busyTicks - std::min(column.waitTicks, column.busyTicks));
        const auto working = static_cast<float>(std::min(worked / width, 1.0));
        column.waiting = std::min(column.waiting, 1 - working);
    }
}

void TimelineIndex::collect(const TaskPyramid::Stretch& where,
    TickRange visible,
    std::uint64_t atLeastTicks,
    std::size_t limit,
    SingleTasks& found) const
{
    m_rows[where.worker].pyramid.walk(
        where,
        [&](const TaskSummary& node) {
            return !found.complete || node.tasks == 0 || node.longest < atLeastTicks
                || !overlap({node.begin, node.end}, visible);
        },
        [&](const TraceEvent& event, std::uint64_t position) {
            if (durationOf(event) < atLeastTicks || !overlap(rangeOf(event), visible))
                return;
            found.complete = found.complete && found.tasks.size() < limit;
            if (found.complete)
                found.tasks.push_back({where.worker, position, event});
        });
}

SingleTasks TimelineIndex::tasksIn(
    unsigned worker, TickRange visible, std::uint64_t atLeastTicks, std::size_t limit) const
{
    SingleTasks found;
    collect(stretch(worker, visible), visible, atLeastTicks, limit, found);
    return found;
}

SingleTasks TimelineIndex::coreTasksIn(
    unsigned core, TickRange visible, std::uint64_t atLeastTicks, std::size_t limit) const
{
    SingleTasks found;
    forStretchesOnCore(core, visible, [&](const auto& where, std::span<const TraceEvent>) {
        collect(where, visible, atLeastTicks, limit, found);
    });
    return found;
}

std::optional<RecordedTask> TimelineIndex::taskAt(unsigned worker, std::uint64_t tick) const
{
    const TaskPyramid& pyramid = m_rows[worker].pyramid;
    const std::uint64_t position = pyramid.firstEndingAfter(m_logs, worker, tick);
    if (position >= pyramid.size())
        return std::nullopt;
    const TraceEvent event = m_logs.at(worker, position);
    if (event.kind != EventKind::Task || rangeOf(event).begin > tick || rangeOf(event).end <= tick)
        return std::nullopt;
    return RecordedTask{worker, position, event};
}

std::optional<RecordedTask> TimelineIndex::coreTaskAt(unsigned core, std::uint64_t tick) const
{
    for (unsigned worker = 0; worker < workers(); ++worker) {
        if (const auto task = taskAt(worker, tick); task && task->event.core == core)
            return task;
    }
    return std::nullopt;
}

std::vector<TraceEvent> TimelineIndex::partsOf(const RecordedTask& task) const
{
    if (!m_hasParts || task.position >= m_rows[task.worker].pyramid.size())
        return {};
    return partsBefore(
        task, [&](std::uint64_t position) { return m_logs.at(task.worker, position); });
}

std::span<const TraceEvent> TimelineIndex::inSight(
    const Row& row, std::span<const TraceEvent> locks, TickRange visible)
{
    const auto first = std::ranges::lower_bound(locks, visible.begin, {}, &TraceEvent::end);
    // What ends later than that has begun too late.
    const std::uint64_t until = visible.end + std::min(row.longestLock, UINT64_MAX - visible.end);
    const auto last = std::ranges::upper_bound(first, locks.end(), until, {}, &TraceEvent::end);
    return {first, last};
}

std::span<const TraceEvent> TimelineIndex::locksIn(unsigned worker, TickRange visible) const
{
    const Row& row = m_rows[worker];
    return inSight(row, row.locks, visible);
}

std::vector<WorkerLocks> TimelineIndex::coreLocksIn(unsigned core, TickRange visible) const
{
    std::vector<WorkerLocks> found;
    forStretchesOnCore(core, visible, [&](const auto& where, std::span<const TraceEvent> locks) {
        const auto seen = inSight(m_rows[where.worker], locks, visible);
        if (!seen.empty())
            found.push_back({where.worker, seen});
    });
    return found;
}

} // namespace interleave
