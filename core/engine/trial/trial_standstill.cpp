// What a trial does about workers that were stopped (SIGSTOP) when nothing goes on any more: they
// never get ready, claim no task, and others may wait for what they have. One that is in a task for
// which nobody waits is left, with its time-out or without one.

#include "core/base/is_stopped.h"
#include "core/engine/trial/trial.h"

#include <fmt/format.h>

#include <algorithm>

namespace interleave {

void Trial::endStandstills(std::uint64_t periodNs)
{
    const std::uint64_t steps = stepsOfAll();
    const std::uint64_t nowNs = Clock::monotonicNs();
    for (std::uint32_t place = 0; !m_ending && place < m_crew.places(); ++place) {
        if (!hasToGoOn(place)) {
            m_standstills[place].end();
            continue;
        }
        const auto isPlaceStopped = [&] { return isStopped(m_crew.pid(place)); };
        if (m_standstills[place].isTooLong(steps, nowNs, periodNs, isPlaceStopped))
            killStopped(place);
    }
}

void Trial::killStopped(std::uint32_t place)
{
    if (everyTaskHasEnded())
        return end(TrialEnd::Finished);
    if (isInATask(place) && (m_tools.plan.experiment.timeout > 0 || !isAwaited(place)))
        return; // to its time-out, or to whoever has stopped it
    m_tools.observer.log(LogLevel::Warning,
        fmt::format("the process of worker {} (pid {}) was stopped (SIGSTOP), and the run "
                    "stands still; it is killed",
            m_crew.firstWorkerOf(place) + 1,
            m_crew.pid(place)));
    m_killedStopped[place] = m_crew.pid(place);
    m_crew.kill(place);
}

// Its process is there, and not all of its workers have nothing to do.
bool Trial::hasToGoOn(std::uint32_t place)
{
    return m_crew.alive(place)
        && !std::ranges::all_of(
            m_crew.workersOf(place), [this](WorkerIndex index) { return isIdle(index); });
}

// Maybe not for this one, but nothing else moves.
bool Trial::isAwaited(std::uint32_t place)
{
    for (WorkerIndex index = 0; index < m_tools.plan.workers; ++index) {
        if (m_crew.placeOf(index) != place && waitsForAnother(index))
            return true;
    }
    return false;
}

bool Trial::isInATask(std::uint32_t place)
{
    return std::ranges::any_of(m_crew.workersOf(place),
        [this](WorkerIndex index) { return m_recovery.claims().taskOf(index).has_value(); });
}

// For a lock, or at a meeting in its task; maybe it has met there since, and works. Who is in the
// middle of a large message cannot say again that it waits.
bool Trial::waitsForAnother(WorkerIndex index)
{
    if (!m_crew.alive(m_crew.placeOf(index)))
        return false;
    if ((m_resources.recording.counters(index).asks.load() & 0xFFFFU) != 0)
        return true;
    const ClaimSlot& slot = m_resources.memory.slot(index);
    return m_recovery.claims().taskOf(index) && slot.waitedUntil.load() >= slot.enteredTicks.load();
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
