#include "core/process/worker_crew.h"

#include "core/base/clock.h"
#include "core/base/known_wait.h"
#include "core/base/refused_call.h"
#include "core/ipc/poll_until.h"

#include <algorithm>
#include <csignal>
#include <poll.h>
#include <sys/eventfd.h>

namespace interleave {

WorkerCrew::WorkerCrew(EventLoop& loop, std::uint32_t places, Start start, Ended ended)
    : m_loop(loop)
    , m_start(std::move(start))
    , m_ended(std::move(ended))
    , m_places(places)
{
}

WorkerCrew::~WorkerCrew()
{
    for (const Place& place : m_places) {
        if (place.process)
            m_loop.unwatch(place.process->descriptor());
    }
    reapLeft();
    for (ChildProcess& left : m_left) {
        m_loop.unwatch(left.descriptor());
        left.forget();
    }
    killAll(); // all at once, then ~ChildProcess waits for each
}

// The loop's room for the process is kept by another descriptor until it is there: one that nobody
// can watch would have to be killed, and may have a task by then.
Result<void, SystemError> WorkerCrew::start(std::uint32_t place)
{
    const KnownWait starting;
    m_unwatched.reset();
    UniqueFd room(::eventfd(0, EFD_CLOEXEC));
    if (!room.valid())
        return failCall("eventfd2", "watch a process");
    if (auto kept = m_loop.watch(room.get(), [] {}); !kept)
        return kept;
    auto process = m_start(place);
    m_loop.unwatch(room.get());
    room.reset();
    if (!process)
        return tl::unexpected(process.error());
    auto watched = m_loop.watch(process->descriptor(), [this, place] { m_ended(place); });
    if (!watched) {
        process->signal(SIGKILL); // its end is awaited here, as ~ChildProcess would
        m_unwatched = Death{process->pid(),
            process->reapWithin(std::chrono::nanoseconds(kKillGrace).count())
                .value_or(process->notEnded())};
        return watched;
    }
    m_places[place].process.emplace(*std::move(process));
    m_places[place].restarts.noteBegin();
    ++m_alive;
    return {};
}

std::optional<WorkerCrew::Death> WorkerCrew::bury(std::uint32_t place)
{
    Place& buried = m_places[place];
    const auto status = buried.process ? buried.process->tryReap() : std::nullopt;
    if (status)
        return empty(place, *status);
    if (buried.process && !buried.kept && hasEnded(place))
        noteKept(buried);
    return std::nullopt;
}

// Its pidfd is readable all the time; the kernel tells once more when the tracer lets it go.
void WorkerCrew::noteKept(Place& place) const
{
    place.kept = true;
    m_loop.tellOnlyChanges(place.process->descriptor());
}

WorkerCrew::Death WorkerCrew::leave(std::uint32_t place)
{
    Place& left = m_places[place];
    const ExitStatus otherwise
        = left.kept ? ExitStatus{.code = -1, .known = false} : left.process->notEnded();
    return empty(place, left.process->tryReap().value_or(otherwise));
}

WorkerCrew::Death WorkerCrew::empty(std::uint32_t place, const ExitStatus& status)
{
    Place& emptied = m_places[place];
    ChildProcess& process = *emptied.process;
    m_loop.unwatch(process.descriptor());
    const Death death{process.pid(), status};
    if (process.isWatched()) // it is not reaped
        keepLeft(std::move(process));
    emptied.process.reset();
    emptied.killed = false;
    emptied.kept = false;
    emptied.looks = 0;
    --m_alive;
    return death;
}

// Where the loop cannot watch it, the end of the crew looks.
void WorkerCrew::keepLeft(ChildProcess process)
{
    const ChildProcess& kept = m_left.emplace_back(std::move(process));
    if (m_loop.watch(kept.descriptor(), [this] { reapLeft(); }))
        m_loop.tellOnlyChanges(kept.descriptor()); // its tracer may keep how it ends
}

void WorkerCrew::reapLeft()
{
    m_left.remove_if([this](ChildProcess& left) {
        if (!left.tryReap())
            return false;
        m_loop.unwatch(left.descriptor());
        return true;
    });
}

std::vector<std::uint32_t> WorkerCrew::notEnded()
{
    std::vector<std::uint32_t> places;
    if (!m_nextLook.passed())
        return places;
    constexpr std::chrono::seconds kBetweenLooks{1};
    m_nextLook = Deadline::in(kBetweenLooks);
    for (std::uint32_t place = 0; place < m_places.size(); ++place) {
        Place& looked = m_places[place];
        if ((looked.killed || looked.kept) && looked.looks++ >= kKillGrace / kBetweenLooks)
            places.push_back(place);
    }
    return places;
}

bool WorkerCrew::anyStays() const
{
    return std::ranges::any_of(
        m_places, [](const Place& place) { return place.killed || place.kept; });
}

void WorkerCrew::noteEnd(std::uint32_t place, const ExitStatus& status, bool gotReady)
{
    m_places[place].restarts.noteEnd(status, gotReady, Clock::monotonicNs());
}

void WorkerCrew::noteNoRoom(std::uint32_t place)
{
    m_places[place].restarts.noteNoRoom(aliveCount() > 0, Clock::monotonicNs());
}

bool WorkerCrew::anyPaused() const
{
    return std::ranges::any_of(
        m_places, [](const Place& place) { return place.restarts.isPaused(); });
}

std::vector<std::uint32_t> WorkerCrew::takeDue(std::uint64_t nowNs)
{
    std::vector<std::uint32_t> due;
    for (std::uint32_t place = 0; place < m_places.size(); ++place) {
        if (!m_places[place].restarts.isDue(nowNs))
            continue;
        endPause(place);
        due.push_back(place);
    }
    return due;
}

bool WorkerCrew::hasEnded(std::uint32_t place) const
{
    return !alive(place) || pollUntil(process(place)->descriptor(), POLLIN, Deadline::now());
}

pid_t WorkerCrew::pid(std::uint32_t place) const
{
    return alive(place) ? process(place)->pid() : 0;
}

std::vector<pid_t> WorkerCrew::pids() const
{
    std::vector<pid_t> pids;
    for (const Place& place : m_places) {
        if (place.process)
            pids.push_back(place.process->pid());
    }
    return pids;
}

void WorkerCrew::signal(std::uint32_t place, int number)
{
    Place& signalled = m_places[place];
    if (!signalled.process)
        return;
    signalled.process->signal(number);
    signalled.killed = signalled.killed || number == SIGKILL;
}

void WorkerCrew::kill(std::uint32_t place)
{
    signal(place, SIGKILL);
}

// Whoever dies gives back what it held. Each is sent SIGSTOP before the first is killed, so that
// hardly anybody takes that up and is killed in the middle of what it does then: nobody waits until
// they have stopped.
void WorkerCrew::killAll()
{
    for (const int number : {SIGSTOP, SIGKILL}) {
        for (std::uint32_t place = 0; place < places(); ++place)
            signal(place, number);
    }
}

void WorkerCrew::endDeaf()
{
    for (Place& place : m_places) {
        if (!place.process)
            continue;
        place.process.reset();
        --m_alive;
    }
}

} // namespace interleave
