// The pool's own thread: what it does when a worker says something or has ended, or time has
// passed.

#include "core/ipc/memory_file.h"
#include "core/pool/pool_core.h"
#include "core/pool/task_call.h"

#include <fmt/format.h>

#include <utility>

namespace interleave {

namespace {

constexpr std::uint64_t kStandstillTickNs = 100'000'000;

// Its descriptors are not to be closed: by their numbers the program may have its own files.
void keepForEver(std::shared_ptr<PoolCore> pool)
{
    static Mutex mutex;
    static auto* const kept = new std::vector<std::shared_ptr<PoolCore>>;
    const MutexLock lock(mutex);
    kept->push_back(std::move(pool));
}

Result<std::string, SystemError> bytesSentWith(const SocketMessage& message)
{
    if (!message.descriptors.empty())
        return readMemoryFile(message.descriptors[0].get());
    if (message.cut)
        return fail(SystemError::OutOfDescriptors, std::string(kNoDescriptorWasFree));
    return fail(SystemError::Broken,
        "what a worker has to say came without its bytes: it had no memory or no descriptor for "
        "them");
}

} // namespace

void PoolCore::runLoop()
{
    const auto heard = m_loop.runUntil([this] {
        const MutexLock lock(m_mutex);
        return m_leaving && m_crew.aliveCount() == 0;
    });
    if (!heard)
        endDeaf(heard.error());
}

// Where the program has closed its descriptors it has closed the life line, too, with which most of
// its workers have ended.
void PoolCore::endDeaf(const Failure<SystemError>& why)
{
    if (why.kind == SystemError::Broken)
        keepForEver(shared_from_this());
    const MutexLock lock(m_mutex);
    m_state = State::Ended;
    m_whyClosed = poolDeaf(why);
    m_crew.want(0);
    m_crew.endDeaf();
    m_tasks.failAll(m_whyClosed);
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

void PoolCore::answer(std::uint32_t place, const WorkerNote& note)
{
    if (!m_tasks.holds(note.slot, note.ticket)) {
        m_crew.answer(place, "its pool has ended the task");
        return;
    }
    const TaskTable::Entry& entry = m_tasks.entry(note.slot);
    std::vector<int> descriptors = entry.task.descriptors;
    if (entry.bytesFile.valid())
        descriptors.push_back(entry.bytesFile.get());
    m_crew.answer(place, "descriptors", descriptors);
}

void PoolCore::handleNote(std::uint32_t place, const WorkerNote& note, SocketMessage& message)
{
    switch (note.kind) {
    case NoteKind::WantDescriptors:
        answer(place, note);
        break;
    case NoteKind::Result:
    case NoteKind::Error:
        if (m_tasks.holds(note.slot, note.ticket))
            takeLarge(note, bytesSentWith(message));
        break;
    case NoteKind::Arena:
        m_arenas[{note.ticket, note.number}]
            = message.descriptors.empty() ? UniqueFd() : std::move(message.descriptors[0]);
        break;
    case NoteKind::NotReady: {
        const auto why = bytesSentWith(message);
        m_crew.noteFailure(why ? *why : why.error().message);
        break;
    }
    }
}

void PoolCore::takeLarge(const WorkerNote& note, Result<std::string, SystemError> bytes)
{
    if (!bytes)
        m_tasks.fail(note.slot, taskFailure(TaskFailureKind::ResultNotRead, bytes.error().message));
    else if (note.kind == NoteKind::Result)
        m_tasks.finish(note.slot, *std::move(bytes));
    else
        m_tasks.failAsToldBy(note.slot, *bytes);
}

void PoolCore::onEnded(std::uint32_t place)
{
    onNote(place); // what it had sent counts
    const MutexLock lock(m_mutex);
    if (const auto death = m_crew.bury(place))
        takeOver(place, *death);
    else
        armTimer(); // its tracer may keep it for ever
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
    m_crew.replace(place, death);
    if (!m_crew.alive(place))
        sendHome(place);
    failIfHopeless();
    armTimer();
    m_changed.notifyAll();
}

void PoolCore::failIfHopeless()
{
    if (!m_leaving && m_crew.hopeless())
        m_tasks.failAll(taskFailure(TaskFailureKind::NoWorker, m_crew.lastFailure().message));
}

} // namespace interleave
