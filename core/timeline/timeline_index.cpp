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
    case EventKind::Part: // read where its task is asked for
        m_hasParts = true;
        break;
    }
    row.pyramid.add(event);
}

void TimelineIndex::takeTask(Row& row, const TraceEvent& event)
{
    ++row.tasks;
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

std::optional<unsigned> TimelineIndex::lastCore(unsigned worker) const
{
    const auto& cores = m_rows[worker].cores;
    return cores.empty() ? std::nullopt : std::optional<unsigned>(cores.back().core);
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
        || recording().worker(worker).tasks <= row.tasks)
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
