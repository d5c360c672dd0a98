#include "core/timeline/task_search.h"

namespace interleave {

std::optional<RecordedTask> TaskSearch::firstFrom(std::uint64_t tick) const
{
    return firstNotBefore({tick, 0, 0});
}

std::optional<RecordedTask> TaskSearch::lastBefore(std::uint64_t tick) const
{
    return lastThatIsBefore({tick, 0, 0});
}

std::optional<RecordedTask> TaskSearch::next(const RecordedTask& after) const
{
    Place place = placeOf(after);
    ++place.position;
    return firstNotBefore(place);
}

std::optional<RecordedTask> TaskSearch::previous(const RecordedTask& before) const
{
    return lastThatIsBefore(placeOf(before));
}

std::optional<RecordedTask> TaskSearch::firstNotBefore(const Place& place) const
{
    std::optional<RecordedTask> best;
    for (unsigned worker = 0; worker < m_index.workers(); ++worker) {
        const TaskPyramid& pyramid = m_index.pyramid(worker);
        // Whatever ended before has begun before.
        const std::uint64_t first = pyramid.firstEndingAfter(m_index.logs(), worker, place.begin);
        bool found = false;
        pyramid.walk(
            {m_index.logs(), worker, first, pyramid.size()},
            [&](const TaskSummary& node) {
                return found || !m_filter.mayMatch(node)
                    || (best && node.begin > best->event.begin);
            },
            [&](const Event& event, std::uint64_t position) {
                const RecordedTask task{worker, position, event};
                if (found || !m_filter.matches(event) || placeOf(task) < place)
                    return;
                found = true;
                if (!best || placeOf(task) < placeOf(*best))
                    best = task;
            });
    }
    return best;
}

std::optional<RecordedTask> TaskSearch::lastThatIsBefore(const Place& place) const
{
    std::optional<RecordedTask> best;
    for (unsigned worker = 0; worker < m_index.workers(); ++worker) {
        const TaskPyramid& pyramid = m_index.pyramid(worker);
        const std::uint64_t last = pyramid.firstEndingAfter(m_index.logs(), worker, place.begin);
        bool found = false;
        pyramid.walkBack(
            {m_index.logs(), worker, 0, std::min(last + 1, pyramid.size())},
            [&](const TaskSummary& node) {
                return found || !m_filter.mayMatch(node) || (best && node.end < best->event.begin);
            },
            [&](const Event& event, std::uint64_t position) {
                const RecordedTask task{worker, position, event};
                if (found || !m_filter.matches(event) || !(placeOf(task) < place))
                    return;
                found = true;
                if (!best || placeOf(*best) < placeOf(task))
                    best = task;
            });
    }
    return best;
}

} // namespace interleave
