#include "core/timeline/selection_statistics.h"

#include "core/timeline/log_snapshot.h"
#include "core/trace/nearest_rank.h"

#include <algorithm>

namespace interleave {

namespace {

using Counts = std::vector<std::uint64_t>;

// Adds up tasks; their durations are summed up at the end.
class Sums
{
public:
    explicit Sums(const Selection& selection)
        : m_selection(selection)
        , m_counts(kHistogramBuckets)
    {
    }

    void add(const TraceEvent& event)
    {
        const TickRange range = rangeOf(event);
        if (!overlap(range, m_selection.time))
            return;
        const std::uint64_t duration = durationOf(event);
        ++m_sum.tasks;
        m_sum.ended += range.end <= m_selection.time.end ? 1 : 0;
        m_sum.failed += event.outcome == TaskOutcome::Succeeded ? 0 : 1;
        if (duration > 0)
            m_sum.busyTicks += intersection(range, m_selection.time).width();
        m_sum.waitTicks += event.waitTicks;
        m_least = std::min(m_least, duration);
        m_sum.durations.most = std::max(m_sum.durations.most, duration);
        ++m_counts[histogramBucket(duration)];
    }

    void addWaitWithoutEnd(const TraceEvent& wait)
    {
        const TickRange range = rangeOf(wait);
        if (!overlap(range, m_selection.time) || !(m_selection.filter == TaskFilter{}))
            return;
        ++m_sum.waitsWithoutEnd;
        m_sum.waitTicks += durationOf(wait);
        m_sum.busyTicks += intersection(range, m_selection.time).width();
    }

    void add(const Sums& other)
    {
        m_sum.waitsWithoutEnd += other.m_sum.waitsWithoutEnd;
        m_sum.tasks += other.m_sum.tasks;
        m_sum.ended += other.m_sum.ended;
        m_sum.failed += other.m_sum.failed;
        m_sum.busyTicks += other.m_sum.busyTicks;
        m_sum.waitTicks += other.m_sum.waitTicks;
        m_least = std::min(m_least, other.m_least);
        m_sum.durations.most = std::max(m_sum.durations.most, other.m_sum.durations.most);
        for (std::size_t i = 0; i < m_counts.size(); ++i)
            m_counts[i] += other.m_counts[i];
    }

    [[nodiscard]] const Counts& counts() const { return m_counts; }

    [[nodiscard]] TaskStatistics statistics() const
    {
        TaskStatistics result = m_sum;
        if (result.tasks == 0)
            return result;
        DurationStatistics& durations = result.durations;
        durations.least = m_least;
        durations.p25 = quantile(0.25);
        durations.p50 = quantile(0.50);
        durations.p75 = quantile(0.75);
        durations.p90 = quantile(0.90);
        durations.p99 = quantile(0.99);
        durations.p999 = quantile(0.999);
        return result;
    }

private:
    [[nodiscard]] double quantile(double share) const
    {
        std::uint64_t left = nearestRank(share, m_sum.tasks);
        std::size_t bucket = 0;
        while (bucket + 1 < m_counts.size() && left >= m_counts[bucket])
            left -= m_counts[bucket++];
        return std::clamp(histogramValue(bucket),
            static_cast<double>(m_least),
            static_cast<double>(m_sum.durations.most));
    }

    const Selection& m_selection;
    TaskStatistics m_sum;
    std::uint64_t m_least = UINT64_MAX;
    Counts m_counts;
};

// After the first task that begins behind the selection nothing more lies in it.
void addLog(const LogSnapshot& log, const Selection& selection, Sums& sums)
{
    const std::uint64_t first = log.behindTaskBefore(log.firstEndingAfter(selection.time.begin));
    TaskMatcher matcher = log.matcherAt(first, selection.filter);
    log.forEach(first, log.size(), [&](const TraceEvent& event, std::uint64_t) {
        if (event.kind == EventKind::Task && event.begin >= selection.time.end)
            return false;
        if (matcher.matches(event))
            sums.add(event);
        if (neverGot(event))
            sums.addWaitWithoutEnd(event);
        return true;
    });
}

} // namespace

SelectionStatistics selectionStatistics(const Recording& recording, const Selection& selection)
{
    Sums all(selection);
    SelectionStatistics result;
    for (unsigned worker = 0; worker < recording.workers(); ++worker) {
        Sums sums(selection);
        const bool wanted = selection.workers.empty()
            || std::ranges::find(selection.workers, worker) != selection.workers.end();
        if (wanted && !selection.time.empty())
            addLog(LogSnapshot(recording, worker), selection, sums);
        result.workers.push_back(sums.statistics());
        all.add(sums);
    }
    result.all = all.statistics();
    result.histogram = all.counts();
    const double seconds
        = static_cast<double>(selection.time.width()) * recording.clock().nsPerTick() / 1e9;
    if (seconds > 0)
        result.throughputPerS = static_cast<double>(result.all.ended) / seconds;
    return result;
}

} // namespace interleave
