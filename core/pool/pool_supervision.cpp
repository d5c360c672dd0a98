// The pool's own thread: what it does when a worker says something or has ended, or time has
// passed.

#include "core/ipc/memory_file.h"
#include "core/pool/pool_core.h"
#include "core/pool/task_call.h"

#include <fmt/format.h>

#include <utility>

namespace interleave {

namespace {

constexpr unsigned kLooksAtUndecided = 10'000;
constexpr std::uint64_t kStandstillTickNs = 100'000'000;
constexpr std::chrono::seconds kToTheLastStep{1}; // for one that is killed

// Its descriptors are not to be closed: by their numbers the program may have its own files.
void keepForEver(std::shared_ptr<PoolCore> pool)
{
    static Mutex mutex;
    static auto* const kept = new std::vector<std::shared_ptr<PoolCore>>;
    const MutexLock lock(mutex);
    kept->push_back(std::move(pool));
}

} // namespace

void PoolCore::runLoop()
{
    const bool heard = m_loop.runUntil([this] {
        const MutexLock lock(m_mutex);
        return m_leaving && m_crew.aliveCount() == 0;
    });
    if (!heard)
        endDeaf();
}

// Most of its workers have ended with their life line, which the program has closed, too.
void PoolCore::endDeaf()
{
    keepForEver(shared_from_this());
    const MutexLock lock(m_mutex);
    m_state = State::Ended;
    m_crew.want(0);
    m_crew.endDeaf();
    m_tasks.failAll(poolDeaf());
    m_changed.notifyAll();
}

void PoolCore::onBell()
{
    m_bell.acknowledge();
    const MutexLock lock(m_mutex);
    m_tasks.collectAll();
    m_crew.staff();
    armTimer();
    m_changed.notifyAll();
}

void PoolCore::onTimer()
{
    m_timer.acknowledge();
    const MutexLock lock(m_mutex);
    const std::uint64_t periodNs = std::exchange(m_tickNs, 0);
    stopOverdue(periodNs);
    endStandstills(kStandstillTickNs); // however often: they come as often at least
    if (periodNs == kStandstillTickNs || m_tasks.hasTimed())
        m_tasks.collectAll(); // what is done, and maybe never read, is no reason to look again
    m_crew.tick(Clock::monotonicNs());
    for (const std::uint32_t place : m_crew.notEnded()) {
        hearAll(place);
        takeOver(place, m_crew.leave(place));
    }
    m_tasks.fillWaiting();
    settleUndecided();
    failIfHopeless();
    armTimer();
}

void PoolCore::armTimer()
{
    if (m_tickNs == kPoolTickNs)
        return;
    const bool soon
        = m_crew.waits() || m_tasks.hasWaiting() || m_tasks.hasTimed() || m_tasks.hasUndecided();
    if (!soon && (m_tickNs != 0 || !mayStandStill()))
        return;
    m_tickNs = soon ? kPoolTickNs : kStandstillTickNs;
    m_credit.begin(m_clock);
    if (isWhole())
        m_timer.startOnce(m_tickNs);
}

void PoolCore::stopOverdue(std::uint64_t periodNs)
{
    m_credit.look(m_clock, periodNs, [this](std::size_t place) {
        return m_memory.desk(static_cast<std::uint32_t>(place)).enteredTicks.load();
    });
    for (std::uint32_t place = 0; m_tasks.hasTimed() && place < m_memory.places(); ++place) {
        const Desk& desk = m_memory.desk(place);
        const std::uint64_t ticket = desk.task.load();
        const std::uint32_t slot = desk.slot.load();
        if (ticket == 0 || !m_tasks.holds(slot, ticket - 1))
            continue;
        const std::uint64_t timeout = m_tasks.entry(slot).task.timeoutNs;
        if (timeout != 0 && m_credit.takenNs(m_clock, place, desk.enteredTicks.load()) >= timeout)
            m_crew.condemn(place, ticket - 1, TaskFailureKind::TimedOut);
    }
}

void PoolCore::settleUndecided()
{
    if (!m_tasks.hasUndecided())
        return;
    const auto hearThem = [this]() INTERLEAVE_UNCHECKED { hearAllPlaces(); };
    m_tasks.settleUndecided(hearThem, [this](std::uint64_t ticket) INTERLEAVE_UNCHECKED {
        stopTicket(ticket, TaskFailureKind::Cancelled);
    });
    m_changed.notifyAll();
}

void PoolCore::onNote(std::uint32_t place)
{
    const MutexLock lock(m_mutex);
    hearAll(place);
}

void PoolCore::hearAll(std::uint32_t place)
{
    if (isWhole())
        hear(place);
}

void PoolCore::hearAllPlaces()
{
    const bool whole = isWhole(); // some system calls: once for all
    for (std::uint32_t place = 0; whole && place < m_memory.places(); ++place)
        hear(place);
}

// Of a pool that is whole.
void PoolCore::hear(std::uint32_t place)
{
    while (auto message = m_crew.hear(place)) {
        if (const auto note = fromBytes<WorkerNote>(message->bytes))
            handleNote(place, *note, *message);
    }
}

std::vector<int> PoolCore::descriptorsOf(const TaskTable::Entry& entry)
{
    std::vector<int> descriptors = entry.task.descriptors;
    if (entry.bytesFile.valid())
        descriptors.push_back(entry.bytesFile.get());
    return descriptors;
}

void PoolCore::handleNote(std::uint32_t place, const WorkerNote& note, SocketMessage& message)
{
    const bool current = m_tasks.holds(note.slot, note.ticket);
    // Nothing where its descriptor did not find room here.
    const auto text = [&]() -> std::optional<std::string> {
        if (message.descriptors.empty())
            return std::nullopt;
        auto bytes = readMemoryFile(message.descriptors[0].get());
        return bytes ? std::optional(*std::move(bytes)) : std::nullopt;
    };
    switch (note.kind) {
    case NoteKind::WantDescriptors:
        m_crew.answer(
            place, current ? descriptorsOf(m_tasks.entry(note.slot)) : std::vector<int>());
        break;
    case NoteKind::Result:
    case NoteKind::Error:
        if (current)
            takeLarge(note, text());
        break;
    case NoteKind::Arena:
        if (!message.descriptors.empty())
            m_arenas[{note.ticket, note.number}] = std::move(message.descriptors[0]);
        break;
    case NoteKind::NotReady:
        m_crew.noteFailure(text().value_or(std::string(kNotReceived)));
        break;
    }
}

void PoolCore::takeLarge(const WorkerNote& note, const std::optional<std::string>& bytes)
{
    if (!bytes)
        m_tasks.fail(
            note.slot, taskFailure(TaskFailureKind::ResultNotRead, std::string(kNotReceived)));
    else if (note.kind == NoteKind::Result)
        m_tasks.finish(note.slot, *bytes);
    else
        m_tasks.failAsToldBy(note.slot, *bytes);
}

void PoolCore::onEnded(std::uint32_t place)
{
    onNote(place); // what it had sent counts
    const MutexLock lock(m_mutex);
    if (const auto death = m_crew.bury(place))
        takeOver(place, *death);
}

// It had all that a worker has until it was killed. Its place the crew tries to fill again.
void PoolCore::onUnwatched(std::uint32_t place)
{
    hearAll(place);
    settle(place, m_crew.takeUnwatched(place));
    settleUndecided();
    m_changed.notifyAll();
}

// What the one that was there had, and its place.
void PoolCore::takeOver(std::uint32_t place, const PoolCrew::Death& death)
{
    settle(place, death);
    settleUndecided();
    m_standstills[place].end();
    if (!death.wasReady && !m_leaving && m_crew.lastFailure().message.empty())
        m_crew.noteFailure(fmt::format("a worker {} before it was ready", death.status.text()));
    m_crew.replace(place, death.wasReady);
    if (!m_crew.alive(place))
        sendHome(place);
    failIfHopeless();
    armTimer();
    m_changed.notifyAll();
}

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

void PoolCore::failIfHopeless()
{
    if (!m_leaving && m_crew.hopeless())
        m_tasks.failAll(taskFailure(TaskFailureKind::NoWorker, m_crew.lastFailure().message));
}

} // namespace interleave
