// What becomes of one task, and those who wait for it. Future<R> is the user's side of it, a
// TaskSource (a pool of processes or of threads) the other.
//
// Thread safety: any thread may wait, look and add callbacks; the source ends it, once. A callback
// runs in a thread of its source (a pool has one for them), or at once where the task has ended
// already; what it throws is dropped and counted (Completion::callbacksThatThrew). A callback that
// waits for another one of its own source runs that itself: nobody else would.
#pragma once

#include "core/base/deadline.h"
#include "core/base/owner.h"
#include "core/base/thread_safety.h"
#include "core/ipc/futex.h"
#include "core/pool/task_failure.h"

#include <atomic>
#include <functional>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

namespace interleave {

class Completion;

/// Lives while a callback runs. A child that the callback forks in a thread of a source's ends
/// where it comes back, before it runs what is its parent's; in a thread of the program's own it is
/// the program's, as one that it forks anywhere else.
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

class TaskSource
{
public:
    TaskSource() = default;
    TaskSource(const TaskSource&) = delete;
    TaskSource& operator=(const TaskSource&) = delete;
    TaskSource(TaskSource&&) = delete;
    TaskSource& operator=(TaskSource&&) = delete;
    virtual ~TaskSource() = default;

    /// Returns when the task has ended or at `deadline`.
    virtual void await(Completion& task, Deadline deadline) = 0;
    /// Somebody wants to be called when it ends.
    virtual void watch(Completion& task) = 0;
    /// True when it will not run, or no longer.
    virtual bool cancel(Completion& task) = 0;
    /// Whether callbacks of its tasks run in the caller's thread.
    [[nodiscard]] virtual bool callsBackHere() const = 0;
};

class Completion
{
public:
    using Callback = std::function<void()>;
    enum class When {
        ItsTurn, // in a thread of its source
        AtOnce, // where it ends, with the source's lock held: for what only wakes somebody
    };

    explicit Completion(std::shared_ptr<TaskSource> source)
        : m_source(std::move(source))
    {
    }
    Completion(const Completion&) = delete;
    Completion& operator=(const Completion&) = delete;
    Completion(Completion&&) = delete;
    Completion& operator=(Completion&&) = delete;
    virtual ~Completion() = default;

    [[nodiscard]] bool done() const { return m_done.load(std::memory_order_acquire) == kDone; }
    /// Whether it has ended by `deadline`.
    bool waitUntil(Deadline deadline);
    void onDone(Callback callback, When when = When::ItsTurn);
    bool cancel() { return !done() && m_source && m_source->cancel(*this); }
    [[nodiscard]] bool callsBackHere() const { return m_source && m_source->callsBackHere(); }

    /// For its source. The first ending counts; false for a later one. Callbacks are the caller's
    /// to run, by runCallbacks(), without a lock of its own held.
    bool succeed(std::string_view result);
    bool fail(TaskFailure error);
    void runCallbacks();
    /// After its ending: whether there are any to run.
    [[nodiscard]] bool hasCallbacks() const { return m_hasCallbacks.load(); }
    /// Waits for the ending by its own word, for sources that have none of their own.
    void waitHere(Deadline deadline);

    /// Where its source keeps it; the source's own.
    std::atomic<std::uint32_t> slot = kNoSlot;
    static constexpr std::uint32_t kNoSlot = UINT32_MAX;
    std::uint64_t ticket = 0;
    std::uint64_t number = 0; // of the task

    [[nodiscard]] static std::uint64_t callbacksThatThrew();

protected:
    virtual void acceptResult(std::string_view result) = 0;
    virtual void acceptError(TaskFailure error) = 0;
    bool finish();
    [[nodiscard]] bool claimEnding() { return !m_ended.exchange(true); }

private:
    static constexpr std::uint32_t kPending = 0;
    static constexpr std::uint32_t kAwaited = 1; // pending, and somebody sleeps on the word
    static constexpr std::uint32_t kDone = 2; // the outcome is there

    std::shared_ptr<TaskSource> m_source;
    std::atomic<bool> m_ended = false; // somebody is storing the outcome
    FutexWord m_done = kPending;
    Mutex m_mutex;
    std::vector<Callback> m_callbacks INTERLEAVE_GUARDED_BY(m_mutex);
    std::vector<Callback> m_atOnce INTERLEAVE_GUARDED_BY(m_mutex);
    std::atomic<bool> m_hasCallbacks = false;
};

/// Of what follows another task (Future::then): it ends when that has ended and its callback has.
/// In a forked child, where no callback may come any more, it fails as that task does.
class AfterSource final : public TaskSource
{
public:
    explicit AfterSource(std::shared_ptr<Completion> before)
        : m_before(std::move(before))
    {
    }
    void await(Completion& task, Deadline deadline) override;
    void watch(Completion& /*task*/) override { } // its callback was there first
    bool cancel(Completion& /*task*/) override { return m_before->cancel(); }
    [[nodiscard]] bool callsBackHere() const override { return m_before->callsBackHere(); }

private:
    Owner m_owner;
    std::shared_ptr<Completion> m_before;
};

} // namespace interleave
