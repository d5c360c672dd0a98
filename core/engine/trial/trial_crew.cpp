#include "core/engine/trial/trial_crew.h"

#include "core/engine/worker/worker_main.h"
#include "core/engine/worker/worker_start.h"
#include "core/model/catalogue.h"
#include "core/model/image_parameters.h"
#include "core/model/pool_size.h"
#include "core/model/run_verdict.h"
#include "core/model/setting_advice.h"
#include "core/process/worker_exit.h"

#include <fmt/format.h>

#include <algorithm>
#include <ctime>

namespace interleave {

namespace {

// Then the loop has its turn: a cancel must not wait, and a start by spawn takes 3 ms.
constexpr std::uint32_t kStartsAtOnce = 16;

} // namespace

std::uint64_t processCpuNs()
{
    timespec time{};
    ::clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return static_cast<std::uint64_t>(time.tv_sec) * 1'000'000'000U
        + static_cast<std::uint64_t>(time.tv_nsec);
}

TrialCrew::TrialCrew(
    const TrialTools& tools, TrialResources& resources, Recovery& recovery, Ended ended)
    : WorkerCrew(
        tools.loop,
        tools.plan.processes,
        [&tools, &resources](std::uint32_t place) { return startWorker(tools, resources, place); },
        std::move(ended))
    , m_plan(tools.plan)
    , m_resources(resources)
    , m_recovery(recovery)
    , m_observer(tools.observer)
{
}

bool TrialCrew::fillPool()
{
    for (std::uint32_t started = 0; !isFull(); ++started, ++m_filled) {
        if (started == kStartsAtOnce) {
            m_resources.doorbell.ring();
            return true;
        }
        if (!start(m_filled) && !abandon(m_filled))
            return false;
    }
    if (aliveCount() > 0)
        tellShortage();
    return aliveCount() > 0 || anyPaused();
}

// Each with the task that it is for: so that is known even when it dies before its first step.
bool TrialCrew::fillForTasks()
{
    std::uint32_t started = 0;
    for (std::uint32_t i = 0; i < places(); ++i) {
        if (started == kStartsAtOnce) {
            m_resources.doorbell.ring();
            return true;
        }
        const std::uint32_t place = m_next;
        m_next = (m_next + 1) % places();
        if (alive(place) || isGivenUp(place) || isPaused(place))
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
        return aliveCount() > 0 || anyPaused();
    }
    return true;
}

bool TrialCrew::start(std::uint32_t place)
{
    for (const WorkerIndex index : workersOf(place))
        m_resources.recording.counters(index).state.store(WorkerState::Starting);
    const std::uint64_t cpuBefore = processCpuNs();
    const auto started = WorkerCrew::start(place);
    m_cpuNs += processCpuNs() - cpuBefore;
    if (!started)
        noteFailedStart(place, started.error().message);
    m_mostAlive = std::max(m_mostAlive, aliveCount());
    for (const WorkerIndex index : workersOf(place)) {
        WorkerCounters& counters = m_resources.recording.counters(index);
        if (started)
            counters.pid.store(pid(place));
        else
            counters.state.store(WorkerState::Absent);
    }
    return started.has_value();
}

// What its process was to do is for others, when one of these has ended.
void TrialCrew::noteFailedStart(std::uint32_t place, const std::string& why)
{
    m_lastFailure = fmt::format("worker {}: {}", firstWorkerOf(place) + 1, why);
    m_whyShort = why;
    ++m_failedStarts;
    for (const WorkerIndex index : workersOf(place))
        m_recovery.takeBack(index);
}

std::optional<Shortage> TrialCrew::shortage() const
{
    const bool atATime = m_plan.processPerTask();
    const bool startsLacked = atATime && m_failedStarts > 0 && m_mostAlive < places();
    if (m_abandoned == 0 && !startsLacked)
        return std::nullopt;
    return Shortage{.had = atATime ? m_mostAlive : (places() - m_abandoned) * m_plan.threads,
        .wanted = m_plan.workers,
        .atATime = atATime,
        .why = m_whyShort};
}

void TrialCrew::tellShortage()
{
    const auto is = shortage();
    const std::uint64_t missing = m_failedStarts + m_abandoned;
    if (!is || missing == m_toldMissing)
        return;
    m_toldMissing = missing;
    std::string text = shortageText(*is);
    if (m_failedStarts > 0)
        text += fmt::format(" ({} start{} failed)", m_failedStarts, m_failedStarts == 1 ? "" : "s");
    m_observer.log(LogLevel::Warning, text);
}

// In its own words, where it could leave some.
std::string TrialCrew::whyNotReady(const ExitStatus& status) const
{
    std::string why;
    if (!status.signalled && status.code == kWorkerNotMapped)
        return "it could not map the trial's memory; use fewer tasks, or raise the limit (ulimit "
               "-v)";
    if (!status.signalled && status.code == kWorkerNotReady)
        m_resources.memory.block().errors.forEach(
            m_plan.tasks, [&](std::optional<std::uint64_t> task, std::string_view message) {
                if (!task)
                    why = message;
            });
    return why.empty() ? fmt::format("it {} before it was ready", status.text()) : why;
}

// Nobody will work here again: what its workers were to do goes to the others. Not where workers
// meet: there the others would wait for one that never comes.
bool TrialCrew::abandon(std::uint32_t place)
{
    if (workloadInfo(m_plan.experiment.workload).together) {
        m_lastFailure += "; the others would wait for it: use fewer workers, or raise what limits "
                         "processes (ulimit -u, pids.max)";
        return false;
    }
    if (tooFewWithoutOneMore()) {
        m_lastFailure += "; one sends strips and another takes them: raise what limits processes "
                         "(ulimit -u, -n, pids.max)";
        m_lastFailure += kSharedMemoryAdvice;
        return false;
    }
    ++m_abandoned;
    for (const WorkerIndex index : workersOf(place))
        m_recovery.claims().giveBackShare(index);
    return true;
}

// Those that are left would wait for one that never comes.
bool TrialCrew::tooFewWithoutOneMore() const
{
    const std::int64_t left = (std::int64_t{places()} - m_abandoned - 1) * m_plan.threads;
    return handOverOf(m_plan.experiment) != HandOver::SharedMemory
        && left < leastWorkers(m_plan.experiment);
}

bool TrialCrew::replace(std::uint32_t place, const ExitStatus& status)
{
    bool wasReady = true;
    for (const WorkerIndex index : workersOf(place))
        wasReady = m_resources.memory.slot(index).ready.exchange(0) != 0 && wasReady;
    noteEnd(place, status, wasReady);
    if (!wasReady) {
        m_whyShort = whyNotReady(status);
        m_lastFailure = fmt::format("worker {}: {}", firstWorkerOf(place) + 1, m_whyShort);
    }
    const bool hopeless = !wasReady && !status.signalled
        && (status.code == kWorkerNotReady || status.code == kWorkerNotMapped);
    if (!hopeless && !isGivenUp(place)) {
        for (const WorkerIndex index : workersOf(place))
            m_resources.recording.counters(index).respawned.fetch_add(1);
        if (m_plan.processPerTask() || isPaused(place) || start(place))
            return true;
    }
    return abandon(place) && !hopeless && !nobodyIsLeft();
}

bool TrialCrew::fillAfterPauses()
{
    const std::vector<std::uint32_t> due = takeDue(Clock::monotonicNs());
    if (m_plan.processPerTask())
        return due.empty() || fillForTasks();
    for (const std::uint32_t place : due) {
        if (!start(place) && (!abandon(place) || nobodyIsLeft()))
            return false;
    }
    return true;
}

bool TrialCrew::nobodyIsLeft() const
{
    if (!m_plan.processPerTask())
        return isFull() && aliveCount() == 0 && !anyPaused();
    return std::ranges::all_of(
        std::views::iota(0U, places()), [this](std::uint32_t place) { return isGivenUp(place); });
}

} // namespace interleave
