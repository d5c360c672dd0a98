#include "core/timeline/timeline_index.h"

#include "core/trace/recording_writer.h"

#include <algorithm>
#include <utility>

namespace interleave {

namespace {

constexpr std::uint64_t kBetweenLooks = 4'096; // events between two looks at the clock
constexpr std::size_t kMaxDeaths = 65'536; // of one worker

} // namespace

TimelineIndex::TimelineIndex(std::shared_ptr<const Recording> recording)
    : m_logs(std::move(recording))
    , m_rows(m_logs.workers())
{
}

bool TimelineIndex::extend(std::chrono::nanoseconds budget)
{
    const auto begin = std::chrono::steady_clock::now();
    m_logs.refresh();
    for (bool more = true; more;) {
        more = false;
        for (unsigned worker = 0; worker < workers(); ++worker) {
            const std::uint64_t taken = extendRow(worker, kBetweenLooks);
            if (taken == 0)
                continue;
            more = true;
            m_indexed += taken;
            if (std::chrono::steady_clock::now() - begin >= budget)
                return m_indexed == eventsLogged();
        }
    }
    return true;
}

std::uint64_t TimelineIndex::extendRow(unsigned worker, std::uint64_t count)
{
    Row& row = m_rows[worker];
    const std::uint64_t end = std::min(row.pyramid.size() + count, m_logs.size(worker));
    const std::uint64_t begin = row.pyramid.size();
    while (row.pyramid.size() < end) {
        const auto run = m_logs.from(worker, row.pyramid.size());
        const std::uint64_t left = end - row.pyramid.size();
        for (const TraceEvent& event : run.first(std::min<std::uint64_t>(run.size(), left)))
            take(row, event);
    }
    return end - begin;
}

void TimelineIndex::take(Row& row, const TraceEvent& logged)
{
    const TraceEvent event = logged; // once: a writer that lies may change it
    switch (event.kind) {
    case EventKind::Task:
        takeTask(row, event);
        break;
    case EventKind::Wait:
    case EventKind::Hold:
        if (neverGot(event))
            row.waitWithoutEnd = event;
        else
            takeLock(row, event);
        break;
    case EventKind::OwnerDied:
    case EventKind::Died:
    case EventKind::Started:
        takeDeath(row, event);
        break;
    }
    row.pyramid.add(event);
}

void TimelineIndex::takeTask(Row& row, const TraceEvent& event)
{
    const TickRange range = rangeOf(event);
    row.extent = {std::min(row.extent.begin, range.begin), std::max(row.extent.end, range.end)};
    const std::size_t firstLock = std::exchange(row.locksOfTasks, row.locks.size());
    if (!row.deaths.empty() && row.deaths.back().back && !row.deaths.back().backCore)
        row.deaths.back().backCore = event.core;
    if (!row.cores.empty() && row.cores.back().core == event.core)
        return;
    row.cores.push_back({static_cast<std::uint32_t>(row.pyramid.size()),
        static_cast<std::uint32_t>(firstLock),
        event.core});
    const auto at = std::ranges::lower_bound(m_cores, event.core);
    if (at == m_cores.end() || *at != event.core)
        m_cores.insert(at, event.core);
}

void TimelineIndex::takeLock(Row& row, const TraceEvent& event)
{
    if (row.locks.size() >= kMaxLockEvents) {
        ++m_leftOut;
        return;
    }
    row.longestLock = std::max(row.longestLock, durationOf(event));
    row.waits += event.kind == EventKind::Wait ? 1 : 0;
    // Two that end together may be some ticks out of order, because of what reading a clock takes.
    const std::uint64_t before = row.locks.empty() ? 0 : row.locks.back().end;
    row.locks.push_back(event);
    row.locks.back().end = std::max(event.end, before);
}

void TimelineIndex::takeDeath(Row& row, const TraceEvent& event)
{
    if (row.deaths.size() >= kMaxDeaths || row.ownersDied.size() >= kMaxDeaths) {
        ++m_leftOut;
        return;
    }
    if (event.kind == EventKind::OwnerDied)
        row.ownersDied.push_back(event);
    else if (event.kind == EventKind::Died)
        row.deaths.push_back({.died = event.begin,
            .task = event.task == kNoTask ? std::nullopt : std::optional(event.task),
            .core = event.core});
    else if (!row.deaths.empty() && !row.deaths.back().back)
        row.deaths.back().back = event.begin;
}

std::uint64_t TimelineIndex::bytes() const
{
    std::uint64_t sum = 0;
    for (const Row& row : m_rows)
        sum += row.pyramid.bytes() + row.cores.capacity() * sizeof(OnCore)
            + (row.locks.capacity() + row.ownersDied.capacity()) * sizeof(TraceEvent)
            + row.deaths.capacity() * sizeof(WorkerDeath);
    return sum;
}

TickRange TimelineIndex::wholeRange() const
{
    TickRange whole = recording().range();
    if (whole.begin == 0)
        return {};
    for (const Row& row : m_rows)
        whole.end = std::max(whole.end, row.extent.end);
    return {whole.begin, std::max(whole.begin, whole.end)};
}

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
    m_rows[worker].pyramid.walk(
        stretch(worker, visible),
        [&](const TaskSummary& node) { return sums.add(node); },
        [&](const TraceEvent& event, std::uint64_t) { sums.add(event); },
        [&](const TaskSummary& node, std::span<const TraceEvent> events) {
            return sums.add(node, events);
        });
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
        m_rows[where.worker].pyramid.walk(
            where,
            [&](const TaskSummary& node) { return sums.add(node); },
            [&](const TraceEvent& event, std::uint64_t) { sums.add(event); },
            [&](const TaskSummary& node, std::span<const TraceEvent> events) {
                return sums.add(node, events);
            });
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

std::uint64_t TimelineIndex::waitsNotLogged() const
{
    std::uint64_t sum = 0;
    for (unsigned worker = 0; worker < workers(); ++worker) {
        const Row& row = m_rows[worker];
        const std::uint64_t counted = recording().worker(worker).sync.contended;
        if (row.locks.size() >= kMaxLockEvents && counted > row.waits)
            sum += counted - row.waits;
    }
    return sum;
}

std::optional<TraceEvent> TimelineIndex::waitWithoutEnd(unsigned worker) const
{
    auto wait = m_rows[worker].waitWithoutEnd;
    if (wait)
        wait->end = std::max(wait->end, recording().range().end);
    return wait;
}

std::optional<TickRange> TimelineIndex::notRecorded(unsigned worker) const
{
    const Row& row = m_rows[worker];
    if (eventsIndexed() < eventsLogged() || recording().eventCounts().dropped == 0
        || recording().worker(worker).tasks <= row.pyramid.size())
        return std::nullopt;
    const TickRange whole = wholeRange();
    const TickRange range{std::max(row.extent.end, whole.begin), whole.end};
    return range.empty() ? std::nullopt : std::optional(range);
}

std::span<const WorkerDeath> TimelineIndex::deaths(unsigned worker) const
{
    return m_rows[worker].deaths;
}

std::span<const TraceEvent> TimelineIndex::ownersDied(unsigned worker) const
{
    return m_rows[worker].ownersDied;
}

} // namespace interleave
