#include "core/trace/recording.h"

#include <algorithm>
#include <cstring>
#include <limits>
#include <sys/stat.h>
#include <utility>

namespace interleave {

namespace {

float shareFrom(std::uint16_t stored)
{
    return stored == kShareNotKnown ? std::numeric_limits<float>::quiet_NaN()
                                    : static_cast<float>(stored) / 10'000.0F;
}

} // namespace

bool Recording::fileChanged() const
{
    struct stat now
    {
    };
    if (!m_file || (!m_file->guard->hit() && ::fstat(m_file->file.get(), &now) != 0))
        return false;
    return m_file->guard->hit() || now.st_size != m_file->bytes
        || now.st_mtim.tv_sec != m_file->written.tv_sec
        || now.st_mtim.tv_nsec != m_file->written.tv_nsec;
}

std::uint64_t Recording::usedBytes() const
{
    return m_layout.blockOwners.offset + blocksTaken() * m_layout.blockEvents * sizeof(TraceEvent);
}

const RecordingHeader& Recording::headerOf(const Mapping& mapping)
{
    return *reinterpret_cast<const RecordingHeader*>(mapping.bytes());
}

template <class T>
std::span<const T> Recording::section(const Section& section) const
{
    return {
        reinterpret_cast<const T*>(m_mapping.bytes() + section.offset), section.bytes / sizeof(T)};
}

Clock Recording::clock() const
{
    return Clock::fromHeader(static_cast<ClockSource>(m_layout.clockSource), m_layout.nsPerTick);
}

std::string_view Recording::experimentText() const
{
    const auto text = section<char>(m_layout.experiment);
    return {text.data(), text.size()};
}

std::string_view Recording::resultText() const
{
    const auto text = section<char>(m_layout.result);
    return {text.data(), text.size()};
}

TickRange Recording::range() const
{
    return {header().beginTicks.load(std::memory_order_acquire),
        header().endTicks.load(std::memory_order_acquire)};
}

std::uint64_t Recording::elapsedNs() const
{
    const std::uint64_t begin = header().beginTicks.load(std::memory_order_acquire);
    const std::uint64_t end = header().endTicks.load(std::memory_order_acquire);
    if (begin == 0)
        return 0;
    const std::uint64_t last = end != 0 ? end : clock().ticks();
    return last > begin ? clock().toNs(last - begin) : 0;
}

std::uint64_t Recording::tasksEnded() const
{
    std::uint64_t sum = 0;
    for (const WorkerCounters& counters :
        section<WorkerCounters>(m_layout.counters).first(workers()))
        sum += counters.tasks.load(std::memory_order_relaxed);
    // A file may be written over by whatever program: then these are no counts.
    return m_file ? std::min(sum, tasks()) : sum;
}

// What was timed, and for those that were not the mean of the others like them.
std::uint64_t Recording::holdNs(const WorkerCounters& counters) const
{
    const auto load = [](const auto& counter) {
        return static_cast<double>(counter.load(std::memory_order_relaxed));
    };
    const double alike = std::max(load(counters.acquisitions) - load(counters.waits), 0.0);
    const double mean = load(counters.timedHoldTicks) / std::max(load(counters.timedHolds), 1.0);
    // In memory, or a file, that others can write to, the counts may be any.
    constexpr double kMost = 9e18;
    const double held = std::min(load(counters.waitedHoldTicks) + alike * mean, kMost);
    return clock().toNs(static_cast<std::uint64_t>(held));
}

SyncUse Recording::syncUse(const WorkerCounters& counters) const
{
    const auto load = [](const auto& counter) { return counter.load(std::memory_order_relaxed); };
    return {
        .acquisitions = load(counters.acquisitions),
        .contended = load(counters.waits),
        .waitNs = clock().toNs(load(counters.waitTicks)),
        .spinNs = clock().toNs(load(counters.spinTicks)),
        .holdNs = holdNs(counters),
        .longestWaitNs = clock().toNs(load(counters.longestWaitTicks)),
    };
}

std::vector<std::uint32_t> Recording::lockHolders() const
{
    std::vector<std::uint32_t> holders;
    for (const auto& holder : header().lockHolders)
        holders.push_back(holder.load(std::memory_order_relaxed));
    return holders;
}

std::vector<WaitedFor> Recording::waits() const
{
    std::vector<WaitedFor> waits;
    for (std::uint32_t waiter = 0; waiter < workers(); ++waiter) {
        const auto& row = section<WorkerCounters>(m_layout.counters)[waiter].waitedFor;
        for (std::uint32_t holder = 0; holder < row.size(); ++holder) {
            if (const std::uint32_t times = row[holder].load(std::memory_order_relaxed); times != 0)
                waits.push_back({waiter, holder, times});
        }
    }
    return waits;
}

WorkerSnapshot Recording::worker(unsigned index) const
{
    const WorkerCounters& counters = section<WorkerCounters>(m_layout.counters)[index];
    const auto load = [](const auto& counter) { return counter.load(std::memory_order_relaxed); };
    const auto asked = static_cast<std::uint32_t>(load(counters.asks) & 0xFFFFU);
    const std::uint64_t inTask = load(counters.inTask);
    return {
        .pid = load(counters.pid),
        .state = load(counters.state),
        .core = load(counters.core),
        .tasks = load(counters.tasks),
        .failed = load(counters.failed),
        .busyNs = clock().toNs(load(counters.busyTicks)),
        .waitNs = clock().toNs(load(counters.waitTicks)),
        .cpuNs = load(counters.cpuNs),
        .respawned = load(counters.respawned),
        .switches = load(counters.switches),
        .preempted = load(counters.preempted),
        .sync = syncUse(counters),
        .waitsFor = asked == 0 ? std::nullopt : std::optional(asked - 1),
        .task = inTask == 0 ? std::nullopt : std::optional(inTask - 1),
    };
}

DurationCounts Recording::taskDurations(unsigned worker) const
{
    DurationCounts counts;
    counts.add(section<LatencyHistogram>(m_layout.histograms)[worker]);
    return counts;
}

LatencySummary Recording::latency() const
{
    DurationCounts counts;
    for (unsigned worker = 0; worker < workers(); ++worker)
        counts.add(section<LatencyHistogram>(m_layout.histograms)[worker]);
    const double nsPerTick = m_layout.nsPerTick;
    return {
        .minNs = static_cast<double>(counts.least()) * nsPerTick,
        .p50Ns = counts.quantile(0.50) * nsPerTick,
        .p90Ns = counts.quantile(0.90) * nsPerTick,
        .p99Ns = counts.quantile(0.99) * nsPerTick,
        .maxNs = static_cast<double>(counts.most()) * nsPerTick,
    };
}

UtilisationSeries Recording::readFrames(Series which) const
{
    UtilisationSeries series;
    const auto numbers = section<std::int32_t>(m_layout.coreNumbers).first(m_layout.cores);
    series.cores.assign(numbers.begin(), numbers.end());
    series.machine.resize(m_layout.cores);
    series.run.resize(m_layout.cores);
    if (which == Series::WorkersToo)
        series.workers.resize(m_layout.workers);
    const std::uint32_t count
        = std::min(header().frameCount.load(std::memory_order_acquire), m_layout.frameCapacity);
    const std::uint64_t begin = header().beginTicks.load(std::memory_order_acquire);
    const Clock time = clock();
    for (std::uint32_t i = 0; i < count; ++i) {
        const std::byte* frame
            = m_mapping.bytes() + m_layout.frames.offset + std::uint64_t{i} * m_layout.frameStride;
        std::uint64_t ticks = 0;
        std::memcpy(&ticks, frame, sizeof ticks);
        series.seconds.push_back(
            static_cast<double>(time.toNs(std::max(ticks, begin) - begin)) / 1e9);
        std::memcpy(&series.activity.emplace_back(), frame + sizeof ticks, sizeof(FrameActivity));
        const auto* shares = reinterpret_cast<const std::uint16_t*>(frame + kFrameHead);
        for (auto* group : {&series.machine, &series.run, &series.workers}) {
            for (std::vector<float>& values : *group)
                values.push_back(shareFrom(*shares++));
        }
    }
    return series;
}

UtilisationSeries Recording::utilisation(Series which) const
{
    // Halving takes a millisecond once in minutes; an engine that died in the middle of it leaves
    // frames that are partly halved, and they are better than none.
    UtilisationSeries series;
    for (int attempt = 0; attempt < 3; ++attempt) {
        const std::uint32_t before = header().frameSequence.load(std::memory_order_acquire);
        series = readFrames(which);
        std::atomic_thread_fence(std::memory_order_acquire); // what was read stays before the look
        if (before % 2 == 0 && header().frameSequence.load(std::memory_order_relaxed) == before)
            break;
    }
    return series;
}

EventCounts Recording::eventCounts() const
{
    EventCounts counts;
    for (const WorkerCounters& counters :
        section<WorkerCounters>(m_layout.counters).first(workers())) {
        const std::uint64_t recorded = counters.events.load(std::memory_order_relaxed);
        const std::uint64_t locks = counters.lockEvents.load(std::memory_order_relaxed);
        const std::uint64_t dropped = counters.dropped.load(std::memory_order_relaxed);
        if (m_file && !canBeCounts(recorded, locks, dropped))
            continue;
        counts.recorded += recorded;
        counts.locks += locks;
        counts.dropped += dropped;
    }
    return counts;
}

// Of a file that is written over while it is shown they can be anything. No event takes less than a
// nanosecond, and no trial years.
bool Recording::canBeCounts(
    std::uint64_t recorded, std::uint64_t locks, std::uint64_t dropped) const
{
    constexpr std::uint64_t kMostDropped = std::uint64_t{1} << 53U;
    return recorded <= m_layout.blocks * m_layout.blockEvents && locks <= recorded
        && dropped <= kMostDropped;
}

std::uint64_t Recording::eventsOf(unsigned worker) const
{
    return section<WorkerCounters>(m_layout.counters)[worker].events.load(
        std::memory_order_acquire);
}

std::uint64_t Recording::blocksTaken() const
{
    return std::min(header().blocksTaken.load(std::memory_order_acquire), m_layout.blocks);
}

std::uint32_t Recording::blockOwner(std::uint64_t block) const
{
    return section<std::atomic<std::uint32_t>>(m_layout.blockOwners)[block].load(
        std::memory_order_relaxed);
}

std::span<const TraceEvent> Recording::block(std::uint64_t index) const
{
    return section<TraceEvent>(m_layout.events)
        .subspan(index * m_layout.blockEvents, m_layout.blockEvents);
}

std::vector<std::span<const TraceEvent>> Recording::log(unsigned worker) const
{
    std::vector<std::span<const TraceEvent>> runs;
    std::uint64_t left = eventsOf(worker);
    const std::uint64_t taken = blocksTaken();
    for (std::uint64_t index = 0; index < taken && left > 0; ++index) {
        if (blockOwner(index) != worker + 1)
            continue;
        const std::uint64_t used = std::min<std::uint64_t>(left, m_layout.blockEvents);
        runs.push_back(block(index).first(used));
        left -= used;
    }
    return runs;
}

} // namespace interleave
