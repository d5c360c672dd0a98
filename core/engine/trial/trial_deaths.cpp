// What a trial does when one of its processes has ended, or was killed and does not end.

#include "core/engine/trial/trial.h"

#include <utility>

namespace interleave {

void Trial::onProcessEnded(std::uint32_t place)
{
    if (const auto death = m_crew.bury(place))
        takeOver(place, deadIn(place, *death));
}

Recovery::Dead Trial::deadIn(std::uint32_t place, const WorkerCrew::Death& death)
{
    return {.first = m_crew.firstWorkerOf(place),
        .workers = m_tools.plan.threads,
        .pid = death.pid,
        .status = death.status,
        .wasStopped = std::exchange(m_killedStopped[place], 0) == death.pid};
}

// What the one that was there had, and its place.
void Trial::takeOver(std::uint32_t place, const Recovery::Dead& dead)
{
    noteEnd(dead);
    if (m_ending) {
        m_recovery.close(dead);
        return;
    }
    if (endedAfterItsTask(dead)) {
        m_crew.noteEnd(place, dead.status, true);
        m_recovery.close(dead);
    } else {
        m_recovery.settle(dead);
        if (m_workEndTicks != 0) // it was asked for nothing, and there is nothing left to do
            end(TrialEnd::Finished);
        else if (!m_crew.replace(place, dead.status))
            endWithoutWorkers();
    }
    if (m_gateOpen)
        offerWork();
    onDoorbell(); // the one that died may have been the last for whom the gate or the end waited
}

void Trial::leaveWhoDoesNotEnd()
{
    for (const std::uint32_t place : m_crew.notEnded()) {
        const Recovery::Dead left = deadIn(place, m_crew.leave(place));
        if (left.status.ended)
            takeOver(place, left);
        else
            endWithout(left);
    }
}

void Trial::endWithout(const Recovery::Dead& left)
{
    m_failures.push_back(left.text());
    noteEnd(left);
    if (m_ending) {
        m_tools.observer.log(LogLevel::Warning, left.text());
        m_recovery.close(left);
    } else {
        m_recovery.settle(left);
    }
    end(TrialEnd::Failed);
    m_end = TrialEnd::Failed;
}

void Trial::noteEnd(const Recovery::Dead& dead)
{
    for (WorkerIndex index = dead.first; index < dead.first + dead.workers; ++index) {
        ClaimSlot& slot = m_resources.memory.slot(index);
        // Of threads that died at work only their sum is known; where somebody else was told of
        // the end, what they have said themselves.
        const std::uint64_t ownNs = slot.threadCpuNs.exchange(0);
        const bool known = !dead.status.known || (dead.workers > 1 && dead.status.clean());
        m_sampler.workerEnded(index,
            {.ns = known ? ownNs : dead.status.cpuNs / dead.workers,
                .turns = dead.workers == 1 ? dead.status.switches : 0});
        const bool asItShould = dead.status.maybeClean() && (m_ending || endedAfterItsTask(dead));
        m_resources.recording.counters(index).state.store(
            asItShould ? WorkerState::Ended : WorkerState::Dead);
        if (m_resources.log && m_recovery.claims().taskOf(index))
            m_resources.log->interrupt(index);
        if (m_tools.plan.processPerTask())
            slot.idleSince.store(m_tools.clock.ticks());
    }
}

bool Trial::endedAfterItsTask(const Recovery::Dead& dead)
{
    return m_tools.plan.processPerTask() && dead.status.maybeClean()
        && m_resources.memory.slot(dead.first).end.load() == 0;
}

} // namespace interleave
