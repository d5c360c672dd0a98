// A pool without its templates: takes tasks as bytes, hands them to worker processes, and gives
// every task exactly one outcome, whatever a worker does.
//
// A task goes from the submitter to the worker and back through shared memory, without a third
// party. The pool's own thread sleeps until something is out of the ordinary: a worker has ended or
// sends more than a slot holds, a task has callbacks or takes too long. While tasks are on their
// way or workers start it also looks for those that were stopped where no task's time-out finds
// them.
//
// Callbacks run in threads of their own (CallbackCrew): they may block, submit, wait for each other
// and for tasks whose workers die, which the loop's thread sees meanwhile.
//
// Thread safety: any thread, callbacks of tasks included. A worker that dies fails the task in its
// hands and no other; it is replaced, with the ticket it had.
//
// Process safety: only the process that has made it uses it. A child that the program forks on its
// own has a copy, at whose end nothing happens, and which takes no task.
#pragma once

#include "core/base/owner.h"
#include "core/base/standstill.h"
#include "core/base/thread_safety.h"
#include "core/pool/callback_crew.h"
#include "core/pool/pool_crew.h"
#include "core/pool/task_call.h"
#include "core/work/stop_credit.h"

#include <map>
#include <thread>

namespace interleave {

class PoolCore final : public TaskSource, public std::enable_shared_from_this<PoolCore>
{
public:
    /// Returns when all workers are ready; fails with the cause when none can be started, and when
    /// an initializer fails.
    [[nodiscard]] static Result<std::shared_ptr<PoolCore>, SystemError> create(PoolOptions options);
    PoolCore(const PoolCore&) = delete;
    PoolCore& operator=(const PoolCore&) = delete;
    PoolCore(PoolCore&&) = delete;
    PoolCore& operator=(PoolCore&&) = delete;
    ~PoolCore() override;

    /// Waits for room when too many tasks are on their way, and calls `meanwhile` then, every 5 ms
    /// at least. The completion ends in any case, with PoolClosed when the pool is.
    void submit(Submission task, const std::function<void()>& meanwhile = {});
    void await(Completion& task, Deadline deadline) override;
    void watch(Completion& task) override;
    bool cancel(Completion& task) override;
    void callBack(CallbackCrew::Callback callback) override
    {
        m_callbacks->post(std::move(callback));
    }

    /// No further tasks are taken.
    void close();
    /// After close(): waits until all tasks have ended and their workers have left.
    void join();
    /// Cancels the tasks that no worker has yet.
    void cancelWaiting();
    /// Ends all tasks as PoolClosed, and the workers by SIGKILL. From a callback it returns at
    /// once.
    void terminate();
    /// More or fewer workers, from 1 to the options' maxWorkers; those too many leave after their
    /// task, or item of a map. A map that runs has no more workers than it has begun with; those
    /// that come again take part in it again.
    void resize(std::uint32_t workers);
    /// Stops the worker that has `task` in hand, which fails with `why`; false when none has.
    bool stopTask(Completion& task, TaskFailureKind why);
    /// Whether the worker that has `task` in hand was stopped (SIGSTOP).
    [[nodiscard]] bool isWorkerStopped(const Completion& task);
    void killIfStopped(const Completion& task);

    [[nodiscard]] std::uint32_t workers();
    [[nodiscard]] std::vector<pid_t> pids();
    [[nodiscard]] std::uint64_t replaced();
    [[nodiscard]] std::uint32_t inFlight();
    [[nodiscard]] const PoolOptions& options() const { return m_options; }
    [[nodiscard]] const Clock& clock() const { return m_clock; }
    /// What a worker has sent for the task's job, invalid where it found no room here; see
    /// NoteKind::Arena.
    [[nodiscard]] std::map<std::uint64_t, UniqueFd> takeArenas(const Completion& task);
    /// For JobArea.
    [[nodiscard]] std::optional<std::uint32_t> takeJobArea();
    void giveBackJobArea(std::uint32_t area) { m_jobAreasTaken &= ~(1U << area); }
    [[nodiscard]] std::span<std::byte> jobArea(std::uint32_t area, std::size_t bytes)
    {
        return m_memory.jobArea(area, bytes);
    }

private:
    enum class State { Open, Closed, Ended };

    PoolCore(PoolOptions options,
        std::shared_ptr<Context> context,
        LifeLine line,
        PoolMemory memory,
        Doorbell bell,
        Timer timer,
        EventLoop loop);

    Result<void, SystemError> awaitWorkers();
    Result<void, SystemError> startLoop();
    void runLoop();
    void endDeaf(const Failure<SystemError>& why);
    void onBell();
    void onTimer();
    void onNote(std::uint32_t place);
    void hear(std::uint32_t place) INTERLEAVE_REQUIRES(m_mutex);
    void hearAll(std::uint32_t place) INTERLEAVE_REQUIRES(m_mutex);
    void hearAllPlaces() INTERLEAVE_REQUIRES(m_mutex);
    void onEnded(std::uint32_t place);
    void onUnwatched(std::uint32_t place) INTERLEAVE_REQUIRES(m_mutex);
    void takeOver(std::uint32_t place, const PoolCrew::Death& death) INTERLEAVE_REQUIRES(m_mutex);
    void handleNote(std::uint32_t place, const WorkerNote& note, SocketMessage& message)
        INTERLEAVE_REQUIRES(m_mutex);
    void takeLarge(const WorkerNote& note, Result<std::string, SystemError> bytes)
        INTERLEAVE_REQUIRES(m_mutex);
    void settle(std::uint32_t place, const PoolCrew::Death& death) INTERLEAVE_REQUIRES(m_mutex);
    void settleTicket(std::uint32_t place) INTERLEAVE_REQUIRES(m_mutex);
    [[nodiscard]] std::optional<std::uint64_t> ticketItMayHaveTaken(std::uint32_t place)
        INTERLEAVE_REQUIRES(m_mutex);
    [[nodiscard]] bool mayStillNote(std::uint32_t place, std::uint64_t intent)
        INTERLEAVE_REQUIRES(m_mutex);
    void answer(std::uint32_t place, const WorkerNote& note) INTERLEAVE_REQUIRES(m_mutex);
    [[nodiscard]] TaskFailure failureOf(
        const TaskTable::Entry& entry, std::uint32_t place, const PoolCrew::Death& death)
        INTERLEAVE_REQUIRES(m_mutex);
    void failTaskOf(std::uint32_t place, const PoolCrew::Death& death) INTERLEAVE_REQUIRES(m_mutex);
    void sendHome(std::uint32_t place) INTERLEAVE_REQUIRES(m_mutex);
    void stopOverdue(std::uint64_t periodNs) INTERLEAVE_REQUIRES(m_mutex);
    void endStandstills(std::uint64_t periodNs) INTERLEAVE_REQUIRES(m_mutex);
    [[nodiscard]] bool mayStandStill() INTERLEAVE_REQUIRES(m_mutex);
    [[nodiscard]] std::optional<std::uint64_t> stepsIfItShouldGoOn(std::uint32_t place)
        INTERLEAVE_REQUIRES(m_mutex);
    /// Whose desk says so of this ticket.
    [[nodiscard]] std::optional<std::uint32_t> placeWith(
        std::atomic<std::uint64_t> Desk::*note, std::uint64_t ticket) INTERLEAVE_REQUIRES(m_mutex);
    [[nodiscard]] std::optional<std::uint32_t> stoppedPlaceOf(const Completion& task)
        INTERLEAVE_REQUIRES(m_mutex);
    bool stopTicket(std::uint64_t ticket, TaskFailureKind why) INTERLEAVE_REQUIRES(m_mutex);
    void settleUndecided() INTERLEAVE_REQUIRES(m_mutex);
    void armTimer() INTERLEAVE_REQUIRES(m_mutex);
    void failIfHopeless() INTERLEAVE_REQUIRES(m_mutex);
    /// Whether this is a forked child's copy.
    [[nodiscard]] bool isCopy() const { return !m_owner.isHere(); }
    /// Whether the caller is the loop's thread or one of the callbacks', for which nobody waits in
    /// it.
    [[nodiscard]] bool inPoolThread() const;
    /// Whether the pool's descriptors are its own: not where the program has closed them
    /// (closefrom), and may have its own files by their numbers.
    [[nodiscard]] bool isWhole() const;
    void ring();
    void joinThreads();
    [[nodiscard]] bool isStarted() INTERLEAVE_REQUIRES(m_mutex);
    [[nodiscard]] bool waitUntilStarted(MutexLock& lock) INTERLEAVE_REQUIRES(m_mutex);
    bool waitForRoom(const std::function<void()>& meanwhile) INTERLEAVE_REQUIRES(m_mutex);
    void removeObstacle() INTERLEAVE_REQUIRES(m_mutex);
    static void endInCopy(Completion& task);
    void takeInDone(Completion& task, std::uint32_t index);

    Owner m_owner;
    PoolOptions m_options;
    Clock m_clock;
    LifeLine m_line; // of the loop; nobody else holds it
    PoolMemory m_memory;
    Doorbell m_bell;
    Timer m_timer;
    EventLoop m_loop;
    std::atomic<std::uint32_t> m_jobAreasTaken = 0; // a bit each

    Mutex m_mutex;
    ConditionVariable m_changed; // a worker is ready or gone, a task has ended
    TaskTable m_tasks INTERLEAVE_GUARDED_BY(m_mutex);
    PoolCrew m_crew INTERLEAVE_GUARDED_BY(m_mutex);
    State m_state INTERLEAVE_GUARDED_BY(m_mutex) = State::Open;
    TaskFailure m_whyClosed INTERLEAVE_GUARDED_BY(m_mutex) = poolClosed();
    bool m_leaving INTERLEAVE_GUARDED_BY(m_mutex) = false; // the loop ends when no worker is left
    std::uint64_t m_tickNs INTERLEAVE_GUARDED_BY(m_mutex) = 0; // the timer will go off; 0: not
    StopCredit m_credit INTERLEAVE_GUARDED_BY(m_mutex);
    std::vector<Standstill> m_standstills INTERLEAVE_GUARDED_BY(m_mutex); // of each place
    using ArenaKey = std::pair<std::uint64_t, std::uint64_t>; // ticket and number
    std::map<ArenaKey, UniqueFd> m_arenas INTERLEAVE_GUARDED_BY(m_mutex); // see takeArenas()
    const std::shared_ptr<CallbackCrew> m_callbacks = std::make_shared<CallbackCrew>();
    Mutex m_joining;
    std::thread m_thread INTERLEAVE_GUARDED_BY(m_joining);
};

} // namespace interleave
