// What a worker had that has ended: its task fails or has its result, its ticket passes on.

#include "core/pool/pool_core.h"

#include <fmt/format.h>

#include <utility>

namespace interleave {

namespace {

constexpr unsigned kLooksAtUndecided = 10'000;
constexpr std::chrono::seconds kToTheLastStep{1}; // for one that is killed

} // namespace

void PoolCore::settle(std::uint32_t place, const PoolCrew::Death& death)
{
    Desk& desk = m_memory.desk(place);
    settleTicket(place);
    failTaskOf(place, death);
    // It may have died between marking its task as done and waking those who sleep until then;
    // whoever has taken the result in meanwhile does not wake them either.
    if (const std::uint32_t slot = desk.slot.load();
        desk.task.load() != 0 && slot < m_memory.slots())
        futexWakeAll(m_memory.slot(slot).word);
    desk.task.store(0);
    desk.condemned.store(0);
}

// A ticket whose request is still to come passes to the successor.
void PoolCore::settleTicket(std::uint32_t place)
{
    Desk& desk = m_memory.desk(place);
    const std::uint64_t task = desk.task.load();
    if (task != 0 && desk.phase.load() != TaskPhase::Waiting)
        m_memory.confirmTaken(task - 1);
    std::uint64_t ticket = desk.ticket.load();
    if (ticket == 0) {
        if (const auto unnoted = ticketItMayHaveTaken(place))
            ticket = *unnoted + 1;
    }
    desk.ticket.store(ticket != 0 && m_memory.taken(ticket - 1) ? 0 : ticket);
}

// Killed between taking a ticket and noting it. It was this worker that took the ticket it meant to
// take, if that ticket is gone, nobody else has it, and its request was never taken.
std::optional<std::uint64_t> PoolCore::ticketItMayHaveTaken(std::uint32_t place)
{
    const std::uint64_t intent = m_memory.desk(place).intent.load();
    if (intent == 0 || intent > m_memory.block().tickets.load() || m_memory.taken(intent - 1))
        return std::nullopt;
    for (std::uint32_t other = 0; other < m_memory.places(); ++other) {
        if (other == place)
            continue;
        // One that somebody has stopped just there must not hold up the pool: it is replaced, and
        // does nothing any more even where the kernel does not end it.
        Deadline lastStep = Deadline::never();
        for (unsigned looks = 1; mayStillNote(other, intent) && !lastStep.passed(); ++looks) {
            if (looks == kLooksAtUndecided) {
                m_crew.kill(other);
                lastStep = Deadline::in(kToTheLastStep);
            }
            std::this_thread::yield();
        }
        if (m_memory.desk(other).ticket.load() == intent || m_memory.taken(intent - 1))
            return std::nullopt;
    }
    return intent - 1;
}

// Another that meant to take a ticket has it, or will note in a moment that it has: a process
// between the two stores waits for nothing.
bool PoolCore::mayStillNote(std::uint32_t place, std::uint64_t intent)
{
    const Desk& desk = m_memory.desk(place);
    return desk.intent.load() == intent && desk.ticket.load() == 0 && !m_memory.taken(intent - 1)
        && !m_crew.hasEnded(place);
}

void PoolCore::failTaskOf(std::uint32_t place, const PoolCrew::Death& death)
{
    Desk& desk = m_memory.desk(place);
    const std::uint64_t task = desk.task.load();
    const std::uint32_t slot = desk.slot.load();
    auto crash = m_memory.crash(place).take();
    if (task == 0 || !m_tasks.holds(slot, task - 1))
        return;
    const bool hadIt = desk.phase.load() != TaskPhase::Waiting;
    if (!hadIt && desk.ticket.load() == task) // its successor will take it
        return;
    if (m_tasks.isUndecided(task - 1))
        return;
    if (!hadIt && !death.sentence) { // taken back at the very point where it would have taken it
        m_tasks.refill(slot);
        return;
    }
    m_memory.slot(slot).word.fetch_or(TaskSlot::kDone); // it may have had no time to say so
    m_tasks.collect(slot);
    if (!m_tasks.holds(slot, task - 1))
        return;
    TaskFailure error = failureOf(m_tasks.entry(slot), place, death);
    if (crash) {
        error.trace = *std::move(crash);
        if (m_memory.crash(place).stackWasFull)
            error.message += "; its stack was full";
    }
    m_tasks.fail(slot, std::move(error));
}

// Of a task whose worker has died, or was stopped for it.
TaskFailure PoolCore::failureOf(
    const TaskTable::Entry& entry, std::uint32_t place, const PoolCrew::Death& death)
{
    TaskFailure error = workerEnded(death.status, m_memory.desk(place).phase.load());
    error.worker = place;
    error.pid = death.pid;
    if (!death.sentence || death.sentencedTicket != entry.ticket)
        return error;
    error.kind = *death.sentence;
    error.message = error.kind == TaskFailureKind::Cancelled
        ? "it was cancelled while it ran; its worker was stopped"
        : fmt::format("its worker {}", death.status.ended ? "was stopped" : death.status.text());
    if (error.kind == TaskFailureKind::TimedOut && entry.task.timeoutNs != 0) // else a map's limit
        error.message = tookTooLong(entry.task.timeoutNs, error.message);
    return error;
}

// No successor comes: its ticket goes back, a request that stands there to another worker.
void PoolCore::sendHome(std::uint32_t place)
{
    Desk& desk = m_memory.desk(place);
    const std::uint64_t ticket = desk.ticket.exchange(0);
    desk.intent.store(0);
    if (ticket != 0)
        m_tasks.giveUp(ticket - 1);
}

} // namespace interleave
