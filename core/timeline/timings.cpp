#include "core/timeline/timings.h"

#include <algorithm>

namespace interleave {

namespace {

// The log of one worker, from its first event to its last.
class WorkerTimings
{
public:
    WorkerTimings(const Recording& recording, const Selection& selection, unsigned worker)
        : m_selection(selection)
        , m_worker(worker)
        , m_nsPerTick(recording.clock().nsPerTick())
        , m_range(recording.range())
        , m_matcher(selection.filter, m_range.begin)
        , m_delays(m_range.begin)
        , m_wanted(selection.workers.empty()
              || std::ranges::find(selection.workers, worker) != selection.workers.end())
    {
        for (const auto run : recording.log(worker)) {
            for (const TraceEvent& event : run)
                add(event);
        }
        finish(recording);
    }

    DurationCounts tasks;
    DurationCounts waits;
    DurationCounts delays;
    TimeSplit split;

private:
    [[nodiscard]] double ns(std::uint64_t ticks) const
    {
        return static_cast<double>(ticks) * m_nsPerTick;
    }

    void add(const TraceEvent& event)
    {
        const bool matches = m_matcher.matches(event);
        const bool inTime = m_wanted && overlap(rangeOf(event), m_selection.time);
        if (event.kind == EventKind::Wait && inTime)
            waits.add(durationOf(event));
        if (event.kind == EventKind::Task)
            addTask(event, inTime && matches);
        if (neverGot(event))
            addWaitWithoutEnd(event);
    }

    // Its task has no event: it began where the one before had ended, or soon after.
    void addWaitWithoutEnd(const TraceEvent& wait)
    {
        const std::uint64_t asked = std::max(wait.begin, m_delays.lastEnd());
        const std::uint64_t end = std::max({wait.end, m_range.end, asked});
        split.runNs += ns(asked - m_delays.lastEnd());
        split.waitNs += ns(end - asked);
        m_endless = true;
    }

    void addTask(const TraceEvent& event, bool selected)
    {
        const std::uint64_t before = m_delays.lastEnd();
        const std::uint64_t delay = m_delays.next(event);
        const std::uint64_t begin = before + delay;
        const std::uint64_t end = m_delays.lastEnd();
        const std::uint64_t waited = std::min<std::uint64_t>(event.waitTicks, end - begin);
        (m_tasks == 0 ? split.startNs : split.betweenNs) += ns(delay);
        split.runNs += ns(end - begin - waited);
        split.waitNs += ns(waited);
        if (selected) {
            tasks.add(durationOf(event));
            delays.add(delay);
        }
        ++m_tasks;
    }

    void finish(const Recording& recording)
    {
        const bool ended = !m_endless && m_range.end > m_delays.lastEnd();
        const double rest = ended ? ns(m_range.end - m_delays.lastEnd()) : 0;
        const WorkerSnapshot counted = recording.worker(m_worker);
        split.logged = !ended || counted.tasks <= m_tasks;
        if (split.logged) {
            split.endNs = rest;
            return;
        }
        // The counters have all tasks.
        const double wholeNs = split.wholeNs() + rest;
        split.waitNs = static_cast<double>(std::min(counted.waitNs, counted.busyNs));
        split.runNs = static_cast<double>(counted.busyNs) - split.waitNs;
        split.betweenNs = std::max(wholeNs - split.startNs - split.runNs - split.waitNs, 0.0);
    }

    const Selection& m_selection;
    unsigned m_worker;
    double m_nsPerTick;
    TickRange m_range; // of the trial
    TaskMatcher m_matcher;
    StartDelays m_delays;
    std::uint64_t m_tasks = 0;
    bool m_endless = false; // nothing comes after its last wait
    bool m_wanted;
};

} // namespace

TimeSplit& TimeSplit::operator+=(const TimeSplit& other)
{
    startNs += other.startNs;
    runNs += other.runNs;
    waitNs += other.waitNs;
    betweenNs += other.betweenNs;
    endNs += other.endNs;
    logged = logged && other.logged;
    return *this;
}

Timings timings(const Recording& recording, const Selection& selection)
{
    Timings all;
    for (unsigned worker = 0; worker < recording.workers(); ++worker) {
        WorkerTimings one(recording, selection, worker);
        all.tasks.push_back(std::move(one.tasks));
        all.waits.push_back(std::move(one.waits));
        all.delays.push_back(std::move(one.delays));
        all.split.push_back(one.split);
    }
    return all;
}

} // namespace interleave
