// The pool's own thread: what it does about workers that stand still without a task in hand, or
// between two items of a map. They were stopped: a request, or the end of the pool, would wait for
// them.

#include "core/base/is_stopped.h"
#include "core/pool/pool_core.h"

namespace interleave {

// A task is on its way, or somebody who was told to leave is still there, or not yet ready.
bool PoolCore::mayStandStill()
{
    if (m_tasks.inFlight() > 0)
        return true;
    for (std::uint32_t place = 0; place < m_memory.places(); ++place) {
        const bool stays = place < m_crew.wanted() && m_memory.desk(place).ready.load();
        if (m_crew.alive(place) && !stays)
            return true;
    }
    return false;
}

void PoolCore::endStandstills(std::uint64_t periodNs)
{
    const std::uint64_t nowNs = Clock::monotonicNs();
    for (std::uint32_t place = 0; place < m_memory.places(); ++place) {
        const auto steps = stepsIfItShouldGoOn(place);
        if (!steps)
            m_standstills[place].end();
        else if (const pid_t worker = m_crew.pid(place); m_standstills[place].isTooLong(
                     *steps, nowNs, periodNs, [worker] { return isStopped(worker); }))
            m_crew.kill(place); // what stands before it goes to its successor
    }
}

// The tickets that its worker has meant to take: the next one makes them more. Nothing while it has
// a task in hand, or nothing to do.
std::optional<std::uint64_t> PoolCore::stepsIfItShouldGoOn(std::uint32_t place)
{
    const Desk& desk = m_memory.desk(place);
    if (!m_crew.alive(place))
        return std::nullopt;
    if (!desk.ready.load())
        return 0;
    const std::uint64_t ticket = desk.ticket.load();
    const std::uint64_t task = desk.task.load();
    const bool isAboutToTake = task == ticket && desk.phase.load() == TaskPhase::Waiting;
    if (task != 0 && !isAboutToTake && m_tasks.holds(desk.slot.load(), task - 1))
        return std::nullopt;
    using Stage = PoolMemory::Stage;
    const Stage stage = ticket == 0 ? Stage::Taken : m_memory.stage(ticket - 1);
    const bool waits = stage == Stage::NotYet || stage == Stage::Empty;
    return waits && !desk.leave.load() ? std::nullopt : std::optional(desk.intent.load());
}

std::optional<std::uint32_t> PoolCore::stoppedPlaceOf(const Completion& task)
{
    const std::uint32_t index = task.slot.load();
    if (index == Completion::kNoSlot)
        return std::nullopt;
    const auto place = placeWith(&Desk::task, m_tasks.entry(index).ticket);
    return place && isStopped(m_crew.pid(*place)) ? place : std::nullopt;
}

bool PoolCore::isWorkerStopped(const Completion& task)
{
    const MutexLock lock(m_mutex);
    return !isCopy() && stoppedPlaceOf(task);
}

void PoolCore::killIfStopped(const Completion& task)
{
    if (isCopy())
        return;
    const MutexLock lock(m_mutex);
    if (const auto place = stoppedPlaceOf(task); place && isWhole())
        m_crew.kill(*place);
}

} // namespace interleave
