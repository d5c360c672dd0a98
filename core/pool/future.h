// The result of a task that may still be running: get, wait, cancel, then; asCompleted() and
// waitFor() over several.
//
// Thread safety: a Future may be copied and used from any thread. It outlives its pool: a pool that
// ends gives every task an ending first.
#pragma once

#include "core/base/serialise.h"
#include "core/base/thread_safety.h"
#include "core/pool/completion.h"

#include <cxxabi.h>

namespace interleave {

/// A Completion with a place for the result.
template <class R>
class CompletionOf final : public Completion
{
public:
    using Completion::Completion;

    /// After done().
    [[nodiscard]] TaskResult<R>& result()
    {
        const MutexLock lock(m_mutex);
        if (!m_result)
            m_result = decode(m_bytes);
        return *m_result;
    }
    /// For sources in this process: the result as it is.
    bool set(TaskResult<R> result)
    {
        if (!claimEnding())
            return false;
        {
            const MutexLock lock(m_mutex);
            m_result = std::move(result);
        }
        return finish();
    }

protected:
    // Only what costs a copy is read here, where the source holds its lock; a serialize() of the
    // user's runs in the thread that asks for the result.
    void acceptResult(std::string_view bytes) override
    {
        const MutexLock lock(m_mutex);
        if constexpr (std::is_void_v<R>)
            m_result.emplace();
        else if constexpr (SentAsItsBytes<R>)
            m_result = decode(bytes);
        else
            m_bytes = bytes;
    }
    void acceptOwned(std::string&& bytes) override
    {
        if constexpr (!std::is_void_v<R> && !SentAsItsBytes<R>) {
            const MutexLock lock(m_mutex);
            m_bytes = std::move(bytes);
        } else {
            acceptResult(bytes);
        }
    }
    void acceptError(TaskFailure error) override
    {
        const MutexLock lock(m_mutex);
        m_result = tl::unexpected(std::move(error));
    }

private:
    [[nodiscard]] TaskResult<R> decode(std::string_view bytes) const
    {
        if constexpr (std::is_void_v<R>) {
            return {};
        } else {
            return fromBytes<R>(bytes).map_error([this](const Failure<SerialError>& error) {
                TaskFailure failed = taskFailure(TaskFailureKind::ResultNotRead, error.message);
                failed.task = number;
                return failed;
            });
        }
    }

    Mutex m_mutex; // of two who ask at once, one decodes
    std::string m_bytes INTERLEAVE_GUARDED_BY(m_mutex);
    std::optional<TaskResult<R>> m_result INTERLEAVE_GUARDED_BY(m_mutex);
};

template <class R>
class Future
{
public:
    using Value = R;

    explicit Future(std::shared_ptr<CompletionOf<R>> completion)
        : m_completion(std::move(completion))
    {
    }

    /// Waits for the task and gives its result or error; as often as one asks.
    [[nodiscard]] TaskResult<R> get() const
    {
        m_completion->waitUntil(Deadline::never());
        return m_completion->result();
    }
    [[nodiscard]] bool ready() const { return m_completion->waitUntil(Deadline::now()); }
    void wait() const { m_completion->waitUntil(Deadline::never()); }
    /// Whether it has ended within `timeout`. The task goes on.
    [[nodiscard]] bool wait(std::chrono::nanoseconds timeout) const
    {
        return m_completion->waitUntil(Deadline::in(timeout));
    }
    /// Stops the task, waiting or running: its worker is replaced. False when it has ended already.
    bool cancel() const { return m_completion->cancel(); }

    /// Calls `next` with the TaskResult<R>, at once where that is there already. Else in a thread
    /// that the pool has for callbacks: one after the other until one waits, for whatever it is,
    /// and from there on the next beside it (callback_crew.h says what is seen as waiting). The
    /// future is for what `next` returns.
    template <class Next>
    auto then(Next next) const -> Future<std::invoke_result_t<Next, TaskResult<R>>>
    {
        using U = std::invoke_result_t<Next, TaskResult<R>>;
        auto after = std::make_shared<CompletionOf<U>>(AfterSource::following(m_completion));
        m_completion->onDone([before = m_completion, after, next = std::move(next)]() mutable {
            try {
                follow(*before, *after, next);
            } catch (const abi::__forced_unwind&) {
                after->fail(threadEnded());
                after->callBackAll();
                throw;
            }
            after->callBackAll();
        });
        return Future<U>(after);
    }

    [[nodiscard]] Completion& completion() const { return *m_completion; }

private:
    template <class U, class Next>
    static void follow(CompletionOf<R>& before, CompletionOf<U>& after, Next& next)
    {
        const auto thrown = whatItThrows([&] {
            if constexpr (std::is_void_v<U>) {
                callBack(next, before.result());
                after.set({});
            } else {
                after.set(callBack(next, before.result()));
            }
        });
        if (thrown)
            after.fail(exceptionLeft(*thrown));
    }

    /// What follows is its parent's to run, not a child's that `next` forks.
    template <class Next>
    static auto callBack(Next& next, TaskResult<R>& result)
    {
        const CallbackRun run;
        return next(result);
    }

    std::shared_ptr<CompletionOf<R>> m_completion;
};

} // namespace interleave
