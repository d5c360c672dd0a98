// The threads in which the callbacks of a pool or an executor run: one after the other until one
// waits, and from there on the next beside it. So a callback may wait for whatever needs another.
//
// A callback begins when none that has begun goes on: each has come back, or has been seen to wait.
// One is seen to wait
//   - at once, where it waits in the library for a task or for what follows one, for room or for a
//     pool's end, or has looked for one in vain (letOthersBegin());
//   - after a fifth of a second, where it sleeps for anything else: joins a thread, is at a latch.
//     Where the host does not tell who sleeps (no descriptor is left, there is no /proc), one that
//     has used no core for as long counts as asleep.
// A callback in the line therefore begins, whatever those before it wait for. While there is one, a
// thread is idle, which takes it or looks whether it may, or else is started.
//
// What does not hold: one that waits without sleeping, in a loop that asks a variable, computes as
// far as anybody can see, and holds the others up. And where so many callbacks as there may be
// threads have begun and not come back, or the system has no thread left, the next begins when one
// comes back.
//
// Thread safety: any thread, one of its own included, which is not waited for then. A thread has a
// share of the crew, so that it lasts as long as the last of them.
// Process safety: in a forked child, which has none of the threads, callbacks run where they are
// posted.
#pragma once

#include "core/base/owner.h"
#include "core/base/system_error.h"
#include "core/base/thread_safety.h"

#include <cstdint>
#include <ctime>
#include <deque>
#include <functional>
#include <memory>
#include <optional>

namespace interleave {

/// Lives while a callback runs. A child that the callback forks in a thread of a crew's ends where
/// it comes back, before it runs what is its parent's; in a thread of the program's own it is the
/// program's, as one that it forks anywhere else.
class CallbackRun
{
public:
    CallbackRun() = default;
    CallbackRun(const CallbackRun&) = delete;
    CallbackRun& operator=(const CallbackRun&) = delete;
    CallbackRun(CallbackRun&&) = delete;
    CallbackRun& operator=(CallbackRun&&) = delete;
    ~CallbackRun();

private:
    Owner m_owner;
};

class CallbackCrew final : public std::enable_shared_from_this<CallbackCrew>
{
public:
    using Callback = std::function<void()>;
    static constexpr std::uint32_t kMostThreads = 1'024;

    explicit CallbackCrew(std::uint32_t mostThreads = kMostThreads)
        : m_mostThreads(mostThreads)
    {
    }
    /// Fails where there is no room for a thread.
    [[nodiscard]] Result<void, SystemError> start();
    /// Returns at once. Where no thread is left, after shutdown() and in a forked child, it has
    /// run, or runs after those that this thread is running so.
    void post(Callback callback);
    /// The threads leave when nothing is left to run.
    void close();
    /// close(), and waits until they have left; in one of them, a callback, it does not wait.
    void shutdown();
    /// Waits until nothing waits and nothing runs; in one of its threads it does not.
    void waitUntilIdle();
    /// Whether the caller is in one of its threads, or in one of any crew's.
    [[nodiscard]] bool holdsThisThread() const;
    [[nodiscard]] static bool anyHoldsThisThread();

    /// Where a thread waits, or looks in vain: if a callback runs in it, the next may begin. Takes
    /// the crew's mutex, under which nothing else is taken.
    static void letOthersBegin();
    /// What `callback` throws is dropped and counted.
    static void run(const Callback& callback);
    /// The same after what this thread is running so already. Behind one that ends the thread
    /// another thread goes on.
    static void runHere(Callback callback);
    [[nodiscard]] static std::uint64_t thrown();

private:
    void work();
    [[nodiscard]] Callback next();
    void ended();
    void threadEnds();
    [[nodiscard]] Result<void, SystemError> addThread() INTERLEAVE_REQUIRES(m_mutex);
    void callForOne() INTERLEAVE_REQUIRES(m_mutex);
    void awaitChange(MutexLock& lock) INTERLEAVE_REQUIRES(m_mutex);
    void lookWhetherItSleeps() INTERLEAVE_REQUIRES(m_mutex);

    Owner m_owner;
    const std::uint32_t m_mostThreads;
    Mutex m_mutex;
    ConditionVariable m_changed; // a callback has come or may begin, or no more will
    ConditionVariable m_left; // a thread has left, or nothing runs any more
    std::deque<Callback> m_line INTERLEAVE_GUARDED_BY(m_mutex);
    bool m_closed INTERLEAVE_GUARDED_BY(m_mutex) = false;
    bool m_looking INTERLEAVE_GUARDED_BY(m_mutex) = false; // an idle one, now and then
    std::uint32_t m_threads INTERLEAVE_GUARDED_BY(m_mutex) = 0;
    std::uint32_t m_idle INTERLEAVE_GUARDED_BY(m_mutex) = 0; // of them; from its start on
    std::uint32_t m_running INTERLEAVE_GUARDED_BY(m_mutex) = 0; // of them, a callback
    pid_t m_goesOn INTERLEAVE_GUARDED_BY(m_mutex) = 0; // thread whose callback is not seen to wait
    clockid_t m_clock INTERLEAVE_GUARDED_BY(m_mutex) = 0; // of that thread: time on a core
    std::optional<std::uint64_t> m_used INTERLEAVE_GUARDED_BY(m_mutex); // by it, at the last look
    std::uint32_t m_looksAsleep INTERLEAVE_GUARDED_BY(m_mutex) = 0; // at it, in a row
};

} // namespace interleave
