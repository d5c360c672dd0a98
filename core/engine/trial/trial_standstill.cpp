// What a trial does about workers that stand still outside their tasks while nobody is in one: they
// were stopped, claim nothing and never say that they are idle.

#include "core/engine/trial/trial.h"
#include "core/base/is_stopped.h"

#include <fmt/format.h>

namespace interleave {

void Trial::endStandstill()
{
    const std::vector<std::uint32_t> places = placesOutsideTasks();
    if (m_ending || places.empty()) {
        m_standstill.end();
        return;
    }
    if (!m_standstill.isTooLong(stepsOfAll(), Clock::monotonicNs(), m_tickNs))
        return;
    if (everyTaskHasEnded()) {
        end(TrialEnd::Finished);
        return;
    }
    for (const std::uint32_t place : places) {
        if (!isStopped(m_crew.pid(place)))
            continue;
        m_tools.observer.log(LogLevel::Warning,
            fmt::format("the process of worker {} (pid {}) was stopped (SIGSTOP) where it should "
                        "go on to its next task; it is killed",
                m_crew.firstWorkerOf(place) + 1,
                m_crew.pid(place)));
        m_crew.kill(place);
    }
}

// Of processes with a worker that is neither idle nor in a task; none while a worker is in one, or
// on its way to the gate.
std::vector<std::uint32_t> Trial::placesOutsideTasks()
{
    std::vector<std::uint32_t> places;
    for (WorkerIndex index = 0; index < m_tools.plan.workers; ++index) {
        const std::uint32_t place = m_crew.placeOf(index);
        if (!m_crew.alive(place))
            continue;
        if (m_resources.memory.slot(index).ready.load() == 0
            || m_recovery.claims().taskOf(index).has_value())
            return {};
        if (!isIdle(index) && (places.empty() || places.back() != place))
            places.push_back(place);
    }
    return places;
}

// A sum of what only grows.
std::uint64_t Trial::stepsOfAll()
{
    std::uint64_t steps = m_resources.memory.block().epoch.load();
    for (WorkerIndex index = 0; index < m_tools.plan.workers; ++index) {
        const ClaimSlot& slot = m_resources.memory.slot(index);
        steps += m_resources.recording.counters(index).tasks.load();
        steps += slot.enteredTicks.load() + slot.idleSince.load();
    }
    return steps;
}

bool Trial::everyTaskHasEnded()
{
    const TaskLedger ledger = m_resources.memory.ledger();
    for (std::uint64_t task = 0; task < ledger.tasks(); ++task) {
        const TaskMark mark = ledger.mark(task);
        if (mark == TaskMark::Untouched || mark == TaskMark::Started)
            return false;
    }
    return true;
}

} // namespace interleave
