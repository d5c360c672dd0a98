// Threads of this process that take tasks from one line: those of a ThreadExecutor, and the one in
// which a pool's callbacks run.
//
// Thread safety: any thread, one of its own included, which is not waited for then. The threads
// have a share of the crew each, so that it lasts as long as the last of them.
#pragma once

#include "core/base/owner.h"
#include "core/base/system_error.h"
#include "core/base/thread_safety.h"
#include "core/pool/completion.h"

#include <deque>
#include <functional>
#include <memory>

namespace interleave {

class ThreadCrew final : public TaskSource, public std::enable_shared_from_this<ThreadCrew>
{
public:
    using Task = std::function<void(std::uint32_t worker)>;

    /// Fails with the limit when not all can start; those that did end by shutdown().
    [[nodiscard]] Result<void, SystemError> start(std::uint32_t threads);
    void submit(std::shared_ptr<Completion> completion, Task task);
    /// A task whose ending nobody waits for; run here where no more are taken.
    void post(Task task);
    /// Waits until all threads have left; from one of them, a callback, it does not wait.
    void shutdown(bool cancelWaiting);
    /// Waits until nothing waits and nothing runs; from one of its threads it does not.
    void waitUntilIdle();
    [[nodiscard]] std::uint32_t workers() const { return m_workers; }
    /// Whether the caller is one of them, or one of any crew's.
    [[nodiscard]] bool holdsThisThread() const;
    [[nodiscard]] static bool anyHoldsThisThread();

    void await(Completion& task, Deadline deadline) override;
    void watch(Completion& task) override;
    bool cancel(Completion& task) override;
    [[nodiscard]] bool callsBackHere() const override { return holdsThisThread(); }

private:
    struct Waiting
    {
        std::shared_ptr<Completion> completion; // none: posted
        Task task;
    };

    void work(std::uint32_t worker);

    Owner m_owner; // a forked child has none of its threads
    // The threads are detached and have a share of the crew each: nobody has to join them, in
    // whatever thread the executor ends, and none outlives what it works on.
    std::uint32_t m_workers = 0; // set before anybody else has the crew
    Mutex m_mutex;
    ConditionVariable m_changed; // a task has come, or no more will
    ConditionVariable m_left; // a thread has left, or has nothing to do
    std::deque<Waiting> m_line INTERLEAVE_GUARDED_BY(m_mutex);
    bool m_closed INTERLEAVE_GUARDED_BY(m_mutex) = false;
    std::uint64_t m_submitted INTERLEAVE_GUARDED_BY(m_mutex) = 0;
    std::uint32_t m_running INTERLEAVE_GUARDED_BY(m_mutex) = 0; // threads
    std::uint32_t m_busy INTERLEAVE_GUARDED_BY(m_mutex) = 0; // of them, with a task
};

} // namespace interleave
