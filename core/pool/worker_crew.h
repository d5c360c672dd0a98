// The worker processes of a pool, each in its place: started, heard, condemned, replaced.
//
// A worker that dies is replaced at once. When its task was to be stopped, SIGTERM is followed by
// SIGKILL after the grace time. A place whose processes end eight times in a row before they are
// ready stays empty.
//
// Thread safety: the caller holds the pool's mutex; the loop's callbacks are the pool's. What
// starts and buries processes, and so changes what the loop watches (staff, bury, replace, tick),
// is for the loop's thread, or comes before it has begun; all else is for any.
#pragma once

#include "core/pool/pool_options.h"
#include "core/pool/task_table.h"
#include "core/process/event_loop.h"

namespace interleave {

class WorkerCrew
{
public:
    static constexpr std::uint32_t kMaxPlaces = 1'024;

    struct Events
    {
        std::function<void(std::uint32_t place)> note; // its socket is readable
        std::function<void(std::uint32_t place)> ended; // its process has ended
    };

    WorkerCrew(const PoolOptions& options,
        std::shared_ptr<Context> context,
        PoolMemory& memory,
        const Doorbell& bell,
        EventLoop& loop,
        Clock clock,
        Events events);
    WorkerCrew(const WorkerCrew&) = delete;
    WorkerCrew& operator=(const WorkerCrew&) = delete;
    WorkerCrew(WorkerCrew&&) = delete;
    WorkerCrew& operator=(WorkerCrew&&) = delete;
    ~WorkerCrew();

    /// How many there should be: tells those beyond it to leave; staff() starts the others.
    void want(std::uint32_t workers);
    /// Starts processes in the empty places where one is wanted.
    void staff();
    /// The next message of a worker.
    [[nodiscard]] std::optional<SocketMessage> hear(std::uint32_t place);
    void answer(std::uint32_t place, std::span<const int> descriptors);

    struct Death
    {
        pid_t pid;
        ExitStatus status;
        bool wasReady;
        std::optional<TaskFailureKind> sentence; // for `sentencedTicket`
        std::uint64_t sentencedTicket;
    };
    /// Takes a process that has ended out of its place; nothing when it has not.
    [[nodiscard]] std::optional<Death> bury(std::uint32_t place);
    /// Puts a new one in its place, when one is wanted there and is worth the trial.
    void replace(std::uint32_t place, bool wasReady);

    /// Stops the process if it still has the task of `ticket` in hand.
    bool condemn(std::uint32_t place, std::uint64_t ticket, TaskFailureKind why);
    /// Sends SIGKILL where SIGTERM has not been enough, starts what could not be started before.
    void tick(std::uint64_t nowNs);
    /// Whether tick() has something to wait for.
    [[nodiscard]] bool waits() const;
    void kill(std::uint32_t place);
    void killAll();

    [[nodiscard]] std::uint32_t wanted() const { return m_wanted; }
    [[nodiscard]] std::uint32_t alive() const;
    /// Whether the process of `place` has not ended, reaped or not.
    [[nodiscard]] bool alive(std::uint32_t place) const;
    [[nodiscard]] std::uint32_t ready() const;
    /// No process is left and none will come.
    [[nodiscard]] bool hopeless() const { return m_hopeless; }
    [[nodiscard]] pid_t pid(std::uint32_t place) const;
    [[nodiscard]] std::vector<pid_t> pids() const;
    [[nodiscard]] std::uint64_t replaced() const { return m_replaced; }
    /// Why the last start failed; empty when none did.
    [[nodiscard]] const std::string& lastFailure() const { return m_lastFailure; }
    [[nodiscard]] SystemError lastFailureKind() const { return m_lastFailureKind; }
    void noteFailure(std::string why) { m_lastFailure = std::move(why); }

private:
    struct Place
    {
        std::unique_ptr<ChildProcess> process;
        std::unique_ptr<MessageSocket> socket;
        std::uint32_t failures = 0; // ends before it was ready, in a row
        std::uint64_t startAtNs = 0; // the system had no room for it: not before
        std::optional<TaskFailureKind> sentence;
        std::uint64_t sentencedTicket = 0;
        std::uint64_t killAtNs = 0;
    };

    void start(std::uint32_t place);
    void unwatch(const Place& place);
    void judge();
    Result<void, SystemError> startProcess(std::uint32_t place);
    [[nodiscard]] std::string entryBytes(std::uint32_t place) const;
    [[nodiscard]] bool given(const Place& place) const;

    const PoolOptions& m_options;
    std::shared_ptr<Context> m_context;
    PoolMemory& m_memory;
    const Doorbell& m_bell;
    EventLoop& m_loop;
    Clock m_clock;
    Events m_events;
    std::vector<int> m_cores; // usable, for pinning
    std::vector<Place> m_places;
    std::uint32_t m_wanted = 0;
    std::uint64_t m_replaced = 0;
    bool m_hopeless = false;
    std::string m_lastFailure;
    SystemError m_lastFailureKind = SystemError::Other;
};

} // namespace interleave
