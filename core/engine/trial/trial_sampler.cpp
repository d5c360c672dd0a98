#include "core/engine/trial/trial_sampler.h"

#include "core/metrics/tree_memory.h"

#include <algorithm>
#include <utility>

namespace interleave {

namespace {

constexpr std::uint64_t kFramesPerMemoryRead = 4;

} // namespace

TrialSampler::TrialSampler(CoreUsage& cores,
    RecordingWriter& recording,
    TrialMemory& memory,
    const RunPlan& plan,
    const Clock& clock)
    : m_cores(cores)
    , m_recording(recording)
    , m_memory(memory)
    , m_clock(clock)
    , m_threads(plan.threads)
    , m_workers(plan.workers)
    , m_coreFrameNs(recording.header().layout.cores)
    , m_coreTotalNs(recording.header().layout.cores)
{
}

void TrialSampler::begin()
{
    m_beginTimes = m_lastTimes = m_cores.read();
    m_lastTicks = m_clock.ticks();
    for (WorkerIndex index = 0; index < m_workers.size(); ++index)
        m_workers[index].had = readCoreTime(index).value_or(CoreTime{});
}

std::uint64_t TrialSampler::sample()
{
    const std::uint64_t began = Clock::monotonicNs();
    for (WorkerIndex index = 0; index < m_workers.size(); ++index) {
        if (const auto now = readCoreTime(index))
            add(index, *now);
        noteTask(index);
    }
    if (m_frames++ % kFramesPerMemoryRead == 0)
        readMemory();
    appendFrame(m_cores.read(), m_clock.ticks());
    const std::uint64_t cost = Clock::monotonicNs() - began;
    m_intervalNs = std::max(m_intervalNs, 100 * cost);
    if (m_nextMemory.passed())
        lookAtMemory();
    return m_intervalNs;
}

// At most 1 % of a core for it, too.
void TrialSampler::lookAtMemory()
{
    if (m_root == 0)
        return;
    const std::uint64_t began = Clock::monotonicNs();
    if (const auto bytes = proportionalBytesOfTree(m_root))
        m_mostMemory = std::max(m_mostMemory.value_or(0), *bytes);
    const std::uint64_t cost = Clock::monotonicNs() - began;
    m_nextMemory = Deadline::in(std::chrono::nanoseconds(100 * cost));
}

// A worker, thread or process, says itself which it is in the kernel.
std::optional<CoreTime> TrialSampler::readCoreTime(WorkerIndex index)
{
    WorkerUse& use = m_workers[index];
    const std::int32_t thread = m_memory.slot(index).thread.load();
    if (thread == 0)
        return std::nullopt;
    if (std::exchange(use.thread, thread) != thread) {
        use.usage = ProcessUsage::open(thread);
        if (index % m_threads == 0)
            use.memory = ProcessMemory::open(thread);
    }
    return use.usage.coreTime();
}

void TrialSampler::add(WorkerIndex index, const CoreTime& now)
{
    WorkerUse& use = m_workers[index];
    const std::uint64_t step = now.ns > use.had.ns ? now.ns - use.had.ns : 0;
    m_switches += now.turns > use.had.turns ? now.turns - use.had.turns : 0;
    use.had = {std::max(use.had.ns, now.ns), std::max(use.had.turns, now.turns)};
    use.totalNs += step;
    use.frameNs += step;
    m_recording.counters(index).cpuNs.store(use.totalNs, std::memory_order_relaxed);
    if (const std::size_t core = coreOf(index); core < m_coreFrameNs.size()) {
        m_coreFrameNs[core] += step;
        m_coreTotalNs[core] += step;
    }
}

// Where the worker says it was, while tasks end; in a long task, where the kernel says it is.
std::size_t TrialSampler::coreOf(WorkerIndex index)
{
    const WorkerCounters& counters = m_recording.counters(index);
    const std::uint64_t tasks = counters.tasks.load(std::memory_order_relaxed);
    int core = counters.core.load(std::memory_order_relaxed);
    const bool stale = std::exchange(m_workers[index].tasks, tasks) == tasks;
    if (stale)
        core = m_workers[index].usage.core().value_or(core);
    const auto& numbers = m_lastTimes.cores;
    return static_cast<std::size_t>(
        std::find(numbers.begin(), numbers.end(), core) - numbers.begin());
}

void TrialSampler::workerEnded(WorkerIndex index, const CoreTime& used)
{
    add(index, used);
    WorkerUse& use = m_workers[index];
    use.had = {}; // the next one in this place begins at 0
    use.thread = 0;
    use.usage = {};
    use.memory = {};
    m_memory.slot(index).thread.store(0);
}

// For who watches tasks that take long.
void TrialSampler::noteTask(WorkerIndex index)
{
    const ClaimSlot& slot = m_memory.slot(index);
    const std::uint64_t task = slot.current.load(std::memory_order_acquire);
    const bool inTask = m_workers[index].thread != 0 && task < slot.end.load();
    m_recording.counters(index).inTask.store(inTask ? task + 1 : 0, std::memory_order_relaxed);
}

void TrialSampler::readMemory()
{
    m_memoryBytes = 0;
    for (const WorkerUse& use : m_workers)
        m_memoryBytes += use.memory.privateBytes().value_or(0);
}

FrameActivity TrialSampler::activity()
{
    FrameActivity activity{
        .tasksEnded = 0,
        .switches = m_switches,
        .queued = m_memory.block().queue.unclaimed(m_memory.slots()),
        .residentBytes = m_memoryBytes,
        .waiting = 0,
    };
    for (WorkerIndex index = 0; index < m_workers.size(); ++index) {
        const WorkerCounters& counters = m_recording.counters(index);
        activity.tasksEnded += counters.tasks.load(std::memory_order_relaxed);
        const bool waits = (counters.asks.load(std::memory_order_relaxed) & 0xFFFFU) != 0;
        if (waits && m_workers[index].thread != 0) // the dead do not wait
            ++activity.waiting;
    }
    return activity;
}

void TrialSampler::appendFrame(const CoreTimes& times, std::uint64_t ticks)
{
    const auto passedNs
        = static_cast<double>(std::max<std::uint64_t>(m_clock.toNs(ticks - m_lastTicks), 1));
    std::vector<double> machine = busyShares(m_lastTimes, times);
    machine.resize(m_coreFrameNs.size());
    std::vector<double> run(m_coreFrameNs.size());
    std::vector<double> workers(m_workers.size());
    for (std::size_t core = 0; core < run.size(); ++core) {
        run[core] = static_cast<double>(std::exchange(m_coreFrameNs[core], 0)) / passedNs;
        machine[core]
            = std::max(machine[core], std::min(run[core], 1.0)); // /proc/stat counts in 10 ms
    }
    for (std::size_t worker = 0; worker < workers.size(); ++worker)
        workers[worker]
            = static_cast<double>(std::exchange(m_workers[worker].frameNs, 0)) / passedNs;
    if (m_recording.appendFrame(ticks, activity(), machine, run, workers))
        m_intervalNs *= 2;
    m_lastTimes = times;
    m_lastTicks = ticks;
}

TrialSampler::CoreShares TrialSampler::shares(std::uint64_t wallNs) const
{
    CoreShares shares;
    const CoreTimes now = m_cores.read();
    shares.cores = now.cores;
    shares.machine = busyShares(m_beginTimes, now);
    shares.run.resize(shares.cores.size());
    for (std::size_t core = 0; core < std::min(shares.run.size(), m_coreTotalNs.size()); ++core) {
        const double share = static_cast<double>(m_coreTotalNs[core])
            / static_cast<double>(std::max<std::uint64_t>(wallNs, 1));
        shares.run[core] = std::min(share, 1.0);
        shares.machine[core] = std::max(shares.machine[core], shares.run[core]);
    }
    return shares;
}

} // namespace interleave
