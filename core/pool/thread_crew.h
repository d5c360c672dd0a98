// Threads of this process that take tasks from one line: those of a ThreadExecutor.
//
// Thread safety: any thread, one of its own included, which is not waited for then. The threads
// have a share of the crew each, so that it lasts as long as the last of them. Callbacks of tasks
// that end are handed to those who run them before the last thread has left: none comes later.
#pragma once

#include "core/base/owner.h"
#include "core/base/system_error.h"
#include "core/base/thread_safety.h"
#include "core/pool/callback_crew.h"
#include "core/pool/completion.h"

#include <deque>
#include <functional>
#include <memory>
#include <optional>

namespace interleave {

class ThreadCrew final : public TaskSource, public std::enable_shared_from_this<ThreadCrew>
{
public:
    using Task = std::function<void(std::uint32_t worker)>;

    /// Fails with the limit when not all can start; those that did end by shutdown().
    [[nodiscard]] Result<void, SystemError> start(std::uint32_t threads);
    void submit(std::shared_ptr<Completion> completion, Task task);
    /// Waits until all threads have left; in one of them, a task or a callback, it does not wait.
    void shutdown(bool cancelWaiting);
    [[nodiscard]] std::uint32_t workers() const { return m_workers; }

    void await(Completion& task, Deadline deadline) override;
    void watch(Completion& task) override;
    bool cancel(Completion& task) override;
    void callBack(CallbackCrew::Callback callback) override
    {
        m_callbacks->post(std::move(callback));
    }

private:
    struct Waiting
    {
        std::shared_ptr<Completion> completion;
        Task task;
    };

    void startThread(std::uint32_t worker) INTERLEAVE_REQUIRES(m_mutex);
    void work(std::uint32_t worker);
    void threadEnds(Completion& task, std::uint32_t worker);
    void left() INTERLEAVE_REQUIRES(m_mutex);
    [[nodiscard]] std::optional<Waiting> next();
    [[nodiscard]] bool holdsThisThread() const;

    Owner m_owner; // a forked child has none of its threads
    // The threads are detached and have a share of the crew each: nobody has to join them, in
    // whatever thread the executor ends, and none outlives what it works on.
    std::uint32_t m_workers = 0; // set before anybody else has the crew
    Mutex m_mutex;
    ConditionVariable m_changed; // a task has come, or no more will
    ConditionVariable m_left; // a thread has left
    std::deque<Waiting> m_line INTERLEAVE_GUARDED_BY(m_mutex);
    bool m_closed INTERLEAVE_GUARDED_BY(m_mutex) = false;
    std::uint64_t m_submitted INTERLEAVE_GUARDED_BY(m_mutex) = 0;
    std::uint32_t m_running INTERLEAVE_GUARDED_BY(m_mutex) = 0; // threads
    const std::shared_ptr<CallbackCrew> m_callbacks = std::make_shared<CallbackCrew>();
};

} // namespace interleave
