#include "core/timeline/task_search.h"

#include "core/timeline/log_snapshot.h"

#include <algorithm>

namespace interleave {

namespace {

constexpr std::uint64_t kBetweenQuestions = 16'384; // events between two questions whether to go on

} // namespace

TaskSearch::TaskSearch(const Recording& recording, const TaskFilter& filter, GoOn goOn)
    : m_recording(recording)
    , m_filter(filter)
    , m_goOn(std::move(goOn))
{
}

std::optional<RecordedTask> TaskSearch::firstFrom(std::uint64_t tick, std::uint64_t until)
{
    return firstNotBefore({tick, 0, 0}, until);
}

std::optional<RecordedTask> TaskSearch::lastBefore(std::uint64_t tick, std::uint64_t from)
{
    return lastThatIsBefore({tick, 0, 0}, from);
}

std::optional<RecordedTask> TaskSearch::next(const RecordedTask& after)
{
    Place place = placeOf(after);
    ++place.position;
    return firstNotBefore(place, UINT64_MAX);
}

std::optional<RecordedTask> TaskSearch::previous(const RecordedTask& before)
{
    return lastThatIsBefore(placeOf(before), 0);
}

bool TaskSearch::looked(std::uint64_t events)
{
    m_looked += events;
    m_stopped = m_stopped || (m_goOn && !m_goOn(m_looked));
    return !m_stopped;
}

// What one worker has found shortens the way of the next.
std::optional<RecordedTask> TaskSearch::firstNotBefore(const Place& place, std::uint64_t until)
{
    std::optional<RecordedTask> best;
    for (unsigned worker = 0; worker < m_recording.workers(); ++worker) {
        const auto found = firstIn(LogSnapshot(m_recording, worker),
            worker,
            place,
            best ? std::min(until, best->event.begin) : until);
        if (m_stopped)
            return std::nullopt;
        if (found && (!best || placeOf(*found) < placeOf(*best)))
            best = found;
    }
    return best;
}

std::optional<RecordedTask> TaskSearch::lastThatIsBefore(const Place& place, std::uint64_t from)
{
    std::optional<RecordedTask> best;
    for (unsigned worker = 0; worker < m_recording.workers(); ++worker) {
        const auto found = lastIn(LogSnapshot(m_recording, worker),
            worker,
            place,
            best ? std::max(from, best->event.begin) : from);
        if (m_stopped)
            return std::nullopt;
        if (found && (!best || placeOf(*best) < placeOf(*found)))
            best = found;
    }
    return best;
}

std::optional<RecordedTask> TaskSearch::firstIn(
    const LogSnapshot& log, unsigned worker, const Place& place, std::uint64_t until)
{
    // Whatever ended before has begun before.
    std::uint64_t first = log.behindTaskBefore(log.firstEndingAfter(place.begin));
    TaskMatcher matcher = log.matcherAt(first, m_filter);
    std::optional<RecordedTask> found;
    bool more = true;
    while (more && first < log.size()) {
        const std::uint64_t last = std::min(log.size(), first + kBetweenQuestions);
        log.forEach(first, last, [&](const TraceEvent& logged, std::uint64_t position) {
            const TraceEvent event = logged; // once: a writer that lies may change it
            const RecordedTask task{worker, position, event};
            more = event.kind != EventKind::Task || event.begin <= until;
            if (more && matcher.matches(event) && !(placeOf(task) < place)) {
                found = task;
                more = false;
            }
            return more;
        });
        more = looked(last - first) && more;
        first = last;
    }
    return found;
}

// A log can only be understood forwards: from its end, piece by piece, the last match of each.
std::optional<RecordedTask> TaskSearch::lastIn(
    const LogSnapshot& log, unsigned worker, const Place& place, std::uint64_t from)
{
    std::uint64_t last = std::min(log.firstEndingAfter(place.begin) + 1, log.size());
    std::optional<RecordedTask> found;
    while (last > 0 && !found && rangeOf(log[last - 1]).end > from) {
        const std::uint64_t first = log.behindTaskBefore(last - std::min(last, kBetweenQuestions));
        TaskMatcher matcher = log.matcherAt(first, m_filter);
        log.forEach(first, last, [&](const TraceEvent& logged, std::uint64_t position) {
            const TraceEvent event = logged;
            const RecordedTask task{worker, position, event};
            if (matcher.matches(event) && event.begin >= from && placeOf(task) < place)
                found = task;
            return true;
        });
        if (!looked(last - first))
            return std::nullopt;
        last = first;
    }
    return found;
}

} // namespace interleave
