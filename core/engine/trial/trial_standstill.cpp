// What a trial does about workers that were stopped (SIGSTOP) when nothing goes on any more: they
// never get ready, end no task, claim none, and others may wait for them at a meeting.

#include "core/base/is_stopped.h"
#include "core/engine/trial/trial.h"

#include <fmt/format.h>

#include <algorithm>

namespace interleave {

void Trial::endStandstill()
{
    if (m_ending || !m_standstill.isTooLong(stepsOfAll(), Clock::monotonicNs(), m_tickNs))
        return;
    if (everyTaskHasEnded()) {
        end(TrialEnd::Finished);
        return;
    }
    for (std::uint32_t place = 0; place < m_crew.places(); ++place) {
        if (!hasToGoOn(place) || !isStopped(m_crew.pid(place)))
            continue;
        m_tools.observer.log(LogLevel::Warning,
            fmt::format("the process of worker {} (pid {}) was stopped (SIGSTOP), and the run "
                        "stands still; it is killed",
                m_crew.firstWorkerOf(place) + 1,
                m_crew.pid(place)));
        m_crew.kill(place);
    }
}

// Its process is there, and not all of its workers have nothing to do.
bool Trial::hasToGoOn(std::uint32_t place)
{
    return m_crew.alive(place)
        && !std::ranges::all_of(
            m_crew.workersOf(place), [this](WorkerIndex index) { return isIdle(index); });
}

// Another sum after each step: a worker is ready, or enters a task, ends one, has nothing to do.
std::uint64_t Trial::stepsOfAll()
{
    std::uint64_t steps = m_resources.memory.block().epoch.load();
    for (WorkerIndex index = 0; index < m_tools.plan.workers; ++index) {
        const ClaimSlot& slot = m_resources.memory.slot(index);
        steps += m_resources.recording.counters(index).tasks.load();
        steps += slot.ready.load() + slot.enteredTicks.load() + slot.idleSince.load();
    }
    return steps;
}

bool Trial::everyTaskHasEnded()
{
    for (WorkerIndex index = 0; index < m_tools.plan.workers; ++index) {
        if (m_recovery.claims().taskOf(index))
            return false;
    }
    const TaskLedger ledger = m_resources.memory.ledger();
    for (std::uint64_t task = 0; task < ledger.tasks(); ++task) {
        const TaskMark mark = ledger.mark(task);
        if (mark == TaskMark::Untouched || mark == TaskMark::Started)
            return false;
    }
    return true;
}

} // namespace interleave
