#include "core/engine/staffing.h"

#include "core/engine/worker_main.h"
#include "core/model/catalogue.h"
#include "core/process/worker_exit.h"

#include <fmt/format.h>

#include <algorithm>
#include <sys/resource.h>

namespace interleave {

namespace {

constexpr std::uint32_t kMaxFailures = 8;
constexpr std::uint32_t kStartsAtOnce = 64; // then the loop has its turn: a cancel must not wait

} // namespace

std::uint64_t processCpuNs()
{
    rusage usage{};
    ::getrusage(RUSAGE_SELF, &usage);
    const auto toNs = [](const timeval& time) {
        return static_cast<std::uint64_t>(time.tv_sec) * 1'000'000'000U
            + static_cast<std::uint64_t>(time.tv_usec) * 1'000U;
    };
    return toNs(usage.ru_utime) + toNs(usage.ru_stime);
}

Staffing::Staffing(const RunPlan& plan,
    TrialResources& resources,
    WorkerPool& pool,
    Recovery& recovery,
    RunObserver& observer)
    : m_plan(plan)
    , m_resources(resources)
    , m_pool(pool)
    , m_recovery(recovery)
    , m_observer(observer)
    , m_failures(plan.processes)
{
}

WorkerIndex Staffing::firstWorkerOf(std::uint32_t place) const
{
    return place * m_plan.threads;
}

bool Staffing::fillPool()
{
    for (std::uint32_t place = 0; place < m_pool.places(); ++place) {
        if (!start(place) && !abandon(place))
            return false;
    }
    return m_pool.aliveCount() > 0;
}

// Each with the task that it is for: so that is known even when it dies before its first step.
bool Staffing::fillForTasks()
{
    std::uint32_t started = 0;
    for (std::uint32_t i = 0; i < m_pool.places(); ++i) {
        if (started == kStartsAtOnce) {
            m_resources.doorbell.ring();
            return true;
        }
        const std::uint32_t place = m_next;
        m_next = (m_next + 1) % m_pool.places();
        if (m_pool.alive(place) || m_failures[place] >= kMaxFailures)
            continue;
        ++started;
        ClaimSlot& slot = m_resources.memory.slot(place);
        slot.ready.store(0);
        slot.endedBefore.store(m_resources.recording.counters(place).tasks.load());
        const auto range = m_resources.memory.block().queue.claim(slot);
        if (!range)
            return true;
        if (start(place))
            continue;
        slot.drop();
        m_recovery.claims().giveBack(*range); // for when another process has ended
        return m_pool.aliveCount() > 0;
    }
    return true;
}

bool Staffing::start(std::uint32_t place)
{
    const WorkerIndex first = firstWorkerOf(place);
    for (WorkerIndex index = first; index < first + m_plan.threads; ++index)
        m_resources.recording.counters(index).state.store(WorkerState::Starting);
    const std::uint64_t cpuBefore = processCpuNs();
    const auto started = m_pool.start(place);
    m_cpuNs += processCpuNs() - cpuBefore;
    if (!started) {
        m_lastFailure = fmt::format("worker {}: {}", first + 1, started.error().message);
        m_observer.log(LogLevel::Warning, m_lastFailure);
    }
    for (WorkerIndex index = first; index < first + m_plan.threads; ++index) {
        WorkerCounters& counters = m_resources.recording.counters(index);
        if (started)
            counters.pid.store(m_pool.pid(place));
        else
            counters.state.store(WorkerState::Absent);
    }
    return started.has_value();
}

// In its own words, where it could leave some.
std::string Staffing::whyNotReady(const ExitStatus& status) const
{
    std::string why;
    if (!status.signalled && status.code == kWorkerNotMapped)
        return "it could not map the trial's memory; use fewer tasks, or raise the limit (ulimit "
               "-v)";
    if (!status.signalled && status.code == kWorkerNotReady)
        m_resources.memory.block().errors.forEach(
            [&](std::optional<std::uint64_t> task, std::string_view message) {
                if (!task)
                    why = message;
            });
    return why.empty() ? fmt::format("it {} before it was ready", status.text()) : why;
}

// Nobody will work here again: what its workers were to do goes to the others. Not where workers
// meet: there the others would wait for one that never comes.
bool Staffing::abandon(std::uint32_t place)
{
    const WorkerIndex first = firstWorkerOf(place);
    if (workloadInfo(m_plan.experiment.workload).together) {
        m_lastFailure += "; the others would wait for it: use fewer workers, or raise what limits "
                         "processes (ulimit -u)";
        return false;
    }
    for (WorkerIndex index = first; index < first + m_plan.threads; ++index)
        m_recovery.claims().giveBackShare(index);
    return true;
}

bool Staffing::replace(std::uint32_t place, const ExitStatus& status)
{
    bool wasReady = true;
    const WorkerIndex first = firstWorkerOf(place);
    for (WorkerIndex index = first; index < first + m_plan.threads; ++index)
        wasReady = m_resources.memory.slot(index).ready.exchange(0) != 0 && wasReady;
    m_failures[place] = wasReady ? 0 : m_failures[place] + 1;
    if (!wasReady)
        m_lastFailure = fmt::format("worker {}: {}", first + 1, whyNotReady(status));
    const bool hopeless = !wasReady && !status.signalled
        && (status.code == kWorkerNotReady || status.code == kWorkerNotMapped);
    if (!hopeless && m_failures[place] < kMaxFailures) {
        for (WorkerIndex index = first; index < first + m_plan.threads; ++index)
            m_resources.recording.counters(index).respawned.fetch_add(1);
        if (m_plan.processPerTask() || start(place))
            return true;
    }
    return abandon(place) && !hopeless && !nobodyIsLeft();
}

bool Staffing::nobodyIsLeft() const
{
    return std::ranges::none_of(m_failures, [](std::uint32_t failures) {
        return failures < kMaxFailures;
    }) || (m_pool.aliveCount() == 0 && !m_plan.processPerTask());
}

} // namespace interleave
