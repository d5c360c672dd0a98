// The crew of a pool: each worker has a desk in the pool's memory and a socket; it is heard,
// condemned, replaced at once when it dies.
//
// When a worker's task was to be stopped, SIGTERM is followed by SIGKILL after the grace time, in
// which time counts while somebody looks: not while the whole program is stopped. A place that
// cannot be filled for now is tried again later (Restarts).
//
// Thread safety: the caller holds the pool's mutex; the loop's callbacks are the pool's. What
// starts and buries processes, and so changes what the loop watches (staff, bury, replace, tick),
// is for the loop's thread; all else is for any. Workers that are forked end with that thread, so
// that it lasts until the last of them has ended.
#pragma once

#include "core/pool/pool_options.h"
#include "core/pool/task_table.h"
#include "core/process/worker_crew.h"

namespace interleave {

class PoolCrew : public WorkerCrew
{
public:
    static constexpr std::uint32_t kMaxPlaces = 1'024;

    struct Events
    {
        std::function<void(std::uint32_t place)> note; // its socket is readable
        Ended ended;
        /// A process was killed that could not be watched, as WorkerCrew::unwatched(). What it had
        /// sent is still to be heard; takeUnwatched() is to follow.
        std::function<void(std::uint32_t place)> unwatched{};
    };

    PoolCrew(const PoolOptions& options,
        std::shared_ptr<Context> context,
        PoolMemory& memory,
        const Doorbell& bell,
        EventLoop& loop,
        Events events);
    PoolCrew(const PoolCrew&) = delete;
    PoolCrew& operator=(const PoolCrew&) = delete;
    ~PoolCrew();

    /// How many there should be: tells those beyond it to leave; staff() starts the others.
    void want(std::uint32_t workers);
    /// Starts processes in the empty places where one is wanted.
    void staff();
    /// The next message of a worker.
    [[nodiscard]] std::optional<SocketMessage> hear(std::uint32_t place);
    /// With what its task is sent, or why that does not come.
    void answer(std::uint32_t place, std::string_view text, std::span<const int> descriptors = {});

    struct Death : WorkerCrew::Death
    {
        bool wasReady;
        std::optional<TaskFailureKind> sentence; // for `sentencedTicket`
        std::uint64_t sentencedTicket;
    };
    /// Takes a process that has ended out of its place; nothing when it has not.
    [[nodiscard]] std::optional<Death> bury(std::uint32_t place);
    /// The same with one that notEnded() tells of.
    Death leave(std::uint32_t place);
    /// The one that could not be watched.
    [[nodiscard]] Death takeUnwatched(std::uint32_t place)
    {
        return takeLeave(place, *unwatched());
    }
    /// Puts a new one in its place, when one is wanted there and is worth the trial.
    void replace(std::uint32_t place, const Death& death);

    /// Stops the process if it still has the task of `ticket` in hand.
    bool condemn(std::uint32_t place, std::uint64_t ticket, TaskFailureKind why);
    /// Sends SIGKILL where SIGTERM has not been enough, starts what could not be started before.
    void tick(std::uint64_t nowNs);
    /// Whether tick() has something to wait for.
    [[nodiscard]] bool waits() const;

    [[nodiscard]] std::uint32_t wanted() const { return m_wanted; }
    [[nodiscard]] std::uint32_t ready() const;
    /// No process is left and none will come.
    [[nodiscard]] bool hopeless() const;
    [[nodiscard]] std::uint64_t replaced() const { return m_replaced; }
    /// Why the last start failed; without words when none did.
    [[nodiscard]] const Failure<SystemError>& lastFailure() const { return m_lastFailure; }
    void noteFailure(std::string why) { m_lastFailure.message = std::move(why); }

private:
    struct Post
    {
        std::optional<MessageSocket> socket{};
        std::optional<TaskFailureKind> sentence{};
        std::uint64_t sentencedTicket = 0;
        std::optional<std::uint64_t> graceLeftNs{}; // then it is killed
        std::uint64_t lookedAtNs = 0; // at its grace, the last time
    };

    [[nodiscard]] static bool graceIsOver(Post& post, std::uint64_t nowNs);
    void start(std::uint32_t place);
    Result<ChildProcess, SystemError> startProcess(std::uint32_t place);
    Death takeLeave(std::uint32_t place, const WorkerCrew::Death& ended);
    [[nodiscard]] std::string entryBytes(std::uint32_t place) const;
    void hangUp(std::uint32_t place);

    const PoolOptions& m_options;
    std::shared_ptr<Context> m_context;
    PoolMemory& m_memory;
    const Doorbell& m_bell;
    EventLoop& m_loop;
    std::function<void(std::uint32_t place)> m_note;
    std::function<void(std::uint32_t place)> m_unwatched;
    std::vector<int> m_cores; // usable, for pinning
    std::vector<Post> m_posts; // of each place
    std::uint32_t m_wanted = 0;
    std::uint64_t m_replaced = 0;
    Failure<SystemError> m_lastFailure{SystemError::Other, {}};
};

} // namespace interleave
