// What becomes of one task, and those who wait for it. Future<R> is the user's side of it, a
// TaskSource (a pool of processes or of threads) the other.
//
// Thread safety: any thread may wait, look and add callbacks; the source ends it, once. A callback
// runs in a thread that its source has for them (callback_crew.h), or at once where the task has
// ended already; what it throws is dropped and counted (Completion::callbacksThatThrew).
#pragma once

#include "core/base/deadline.h"
#include "core/base/owner.h"
#include "core/base/thread_safety.h"
#include "core/ipc/futex.h"
#include "core/pool/callback_crew.h"
#include "core/pool/task_failure.h"

#include <atomic>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace interleave {

class Completion;

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
    /// Has `callback` run, in a thread of its own; may be called with its lock held.
    virtual void callBack(CallbackCrew::Callback callback) = 0;
};

class Completion
{
public:
    using Callback = CallbackCrew::Callback;
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
    /// Has `callback` run where its callbacks do.
    void callBack(Callback callback);
    [[nodiscard]] const std::shared_ptr<TaskSource>& source() const { return m_source; }

    /// For its source. The first ending counts; false for a later one. Then come the callbacks.
    bool succeed(std::string_view result);
    /// The same of one that is kept as it is: where it is large there may be no room for a copy.
    bool succeed(std::string&& result);
    bool fail(TaskFailure error);
    void callBackAll();
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
    virtual void acceptOwned(std::string&& result) = 0;
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

/// Of what follows a task (Future::then), and what follows that: one for all, which knows the task,
/// so that a chain of any length is no deeper than this. In a forked child, where no callback may
/// come any more, they fail as the task does.
class AfterSource final : public TaskSource
{
public:
    explicit AfterSource(std::shared_ptr<Completion> first)
        : m_first(std::move(first))
    {
    }
    /// For what follows `before`.
    [[nodiscard]] static std::shared_ptr<TaskSource> following(
        const std::shared_ptr<Completion>& before);
    void await(Completion& task, Deadline deadline) override;
    void watch(Completion& task) override;
    bool cancel(Completion& /*task*/) override { return m_first->cancel(); }
    void callBack(CallbackCrew::Callback callback) override
    {
        m_first->callBack(std::move(callback));
    }

private:
    Owner m_owner;
    std::shared_ptr<Completion> m_first;
};

} // namespace interleave
