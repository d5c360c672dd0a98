// Worker processes, each in its place: started, watched, killed, taken away when they have ended.
// A trial and a pool each have such a crew; what its workers do, and what becomes of the work of
// one that dies, is for the trial or pool to say.
//
// The end of a process is told until it is buried, once; then its place is empty and may be filled
// again: at once, later, or not any more (Restarts).
//
// Thread safety: one thread at a time. What changes what the loop watches (start, bury, the end of
// the crew) is for the loop's thread, or comes before it has begun.
//
// A process that was killed may stay all the same, as long as the kernel does not end it. Nobody
// waits for such a one for ever: after some looks (notEnded) it is left. It runs no instruction of
// its program any more, so that what it had may be settled like a dead one's; but what the kernel
// frees at a death (robust mutexes, locks on files) stays taken until then. Whenever it does end,
// it is reaped: by the loop, or at the end of the crew. What ends later still stays for the
// program, or for its parent. As long is one waited for that has ended, and whose tracer (a
// debugger) keeps how; it is told once more when the tracer lets it go.
//
// Process safety: workers end with the process that has started them if they are started so
// (ChildProcess, Context). At the end of the crew those that are left are killed and reaped.
#pragma once

#include "core/base/deadline.h"
#include "core/process/child_process.h"
#include "core/process/event_loop.h"
#include "core/process/restarts.h"

#include <functional>
#include <list>
#include <optional>
#include <vector>

namespace interleave {

class WorkerCrew
{
public:
    /// Starts the process of a place.
    using Start = std::function<Result<ChildProcess, SystemError>(std::uint32_t place)>;
    /// Called by the loop when the process of a place has ended, however.
    using Ended = std::function<void(std::uint32_t place)>;

    WorkerCrew(EventLoop& loop, std::uint32_t places, Start start, Ended ended);
    WorkerCrew(const WorkerCrew&) = delete;
    WorkerCrew& operator=(const WorkerCrew&) = delete;
    WorkerCrew(WorkerCrew&&) = delete;
    WorkerCrew& operator=(WorkerCrew&&) = delete;
    ~WorkerCrew();

    /// Fills an empty place.
    [[nodiscard]] Result<void, SystemError> start(std::uint32_t place);
    struct Death
    {
        pid_t pid;
        ExitStatus status;
    };
    /// The process that the last start() killed because it could not be watched: it may have begun
    /// to work. Nothing where it had none.
    [[nodiscard]] const std::optional<Death>& unwatched() const { return m_unwatched; }
    /// Takes a process that has ended out of its place; nothing when it has not, or its tracer
    /// keeps how.
    [[nodiscard]] std::optional<Death> bury(std::uint32_t place);
    /// The places of processes that were killed, or kept by a tracer, kKillGrace ago and are still
    /// there. To be called again and again: seconds are counted in which somebody looks, so that
    /// none is left because the whole program was stopped.
    [[nodiscard]] std::vector<std::uint32_t> notEnded();
    /// Takes the process of such a place out of it, and leaves it to the kernel; or buries it, when
    /// it has ended since.
    Death leave(std::uint32_t place);
    /// Whether somebody has to look for such.
    [[nodiscard]] bool anyStays() const;

    /// The process that was there has ended so, ready before that or not.
    void noteEnd(std::uint32_t place, const ExitStatus& status, bool gotReady);
    /// There was no room for a process there.
    void noteNoRoom(std::uint32_t place);
    void giveAnotherTrial(std::uint32_t place) { m_places[place].restarts.giveAnotherTrial(); }
    /// No further start there is worth the trial.
    [[nodiscard]] bool isGivenUp(std::uint32_t place) const
    {
        return m_places[place].restarts.isGivenUp();
    }
    /// The next start there is to come later.
    [[nodiscard]] bool isPaused(std::uint32_t place) const
    {
        return m_places[place].restarts.isPaused();
    }
    [[nodiscard]] bool anyPaused() const;
    void endPause(std::uint32_t place) { m_places[place].restarts.endPause(); }
    /// Ends the pauses that are over; gives their places.
    [[nodiscard]] std::vector<std::uint32_t> takeDue(std::uint64_t nowNs);

    [[nodiscard]] std::uint32_t places() const
    {
        return static_cast<std::uint32_t>(m_places.size());
    }
    /// Whether a process is there; one that has ended is until it is buried.
    [[nodiscard]] bool alive(std::uint32_t place) const { return process(place).has_value(); }
    [[nodiscard]] std::uint32_t aliveCount() const { return m_alive; }
    /// Whether none is there that runs.
    [[nodiscard]] bool hasEnded(std::uint32_t place) const;
    /// 0 for an empty place.
    [[nodiscard]] pid_t pid(std::uint32_t place) const;
    [[nodiscard]] std::vector<pid_t> pids() const;

    /// Nothing for an empty place.
    void signal(std::uint32_t place, int number);
    void kill(std::uint32_t place);
    void killAll();
    /// Instead of all else, where the loop has ended: those for whose numbers somebody still
    /// answers are killed and reaped. Where the program has closed the descriptors of the crew it
    /// is to be kept: not all that the program has by its numbers now can be told from its own.
    void endDeaf();

private:
    struct Place
    {
        std::optional<ChildProcess> process{};
        Restarts restarts{};
        bool killed = false; // its process
        bool kept = false; // by its tracer: it has ended
        std::int64_t looks = 0; // since then
    };

    Death empty(std::uint32_t place, const ExitStatus& status);
    void noteKept(Place& place) const;
    void keepLeft(ChildProcess process);
    void reapLeft();
    [[nodiscard]] const std::optional<ChildProcess>& process(std::uint32_t place) const
    {
        return m_places[place].process;
    }

    EventLoop& m_loop;
    Start m_start;
    Ended m_ended;
    std::vector<Place> m_places;
    std::list<ChildProcess> m_left; // that have not ended yet
    std::optional<Death> m_unwatched;
    std::uint32_t m_alive = 0;
    Deadline m_nextLook = Deadline::now();
};

} // namespace interleave
