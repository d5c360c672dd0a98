#include "core/pool/thread_executor.h"

#include <algorithm>

namespace interleave {

void ThreadCrew::start(std::uint32_t threads)
{
    for (std::uint32_t worker = 0; worker < threads; ++worker)
        m_threads.emplace_back([this, worker] { work(worker); });
}

void ThreadCrew::submit(std::shared_ptr<Completion> completion, Task task)
{
    {
        const std::lock_guard lock(m_mutex);
        completion->number = m_submitted++;
        if (!m_closed) {
            m_line.push_back({std::move(completion), std::move(task)});
            m_changed.notify_one();
            return;
        }
    }
    completion->fail(poolClosed());
    completion->runCallbacks();
}

void ThreadCrew::work(std::uint32_t worker)
{
    for (;;) {
        Waiting next;
        {
            std::unique_lock lock(m_mutex);
            m_changed.wait(lock, [this] { return m_closed || !m_line.empty(); });
            if (m_line.empty())
                return;
            next = std::move(m_line.front());
            m_line.pop_front();
        }
        next.task(worker);
        next.completion->runCallbacks();
    }
}

bool ThreadCrew::cancel(Completion& task)
{
    std::shared_ptr<Completion> cancelled;
    {
        const std::lock_guard lock(m_mutex);
        const auto at = std::ranges::find_if(
            m_line, [&](const Waiting& waiting) { return waiting.completion.get() == &task; });
        if (at == m_line.end())
            return false;
        cancelled = std::move(at->completion);
        m_line.erase(at);
    }
    cancelled->fail(cancelledWaiting());
    cancelled->runCallbacks();
    return true;
}

void ThreadCrew::shutdown(bool cancelWaiting)
{
    std::deque<Waiting> cancelled;
    {
        const std::lock_guard lock(m_mutex);
        m_closed = true;
        if (cancelWaiting)
            cancelled.swap(m_line);
        m_changed.notify_all();
    }
    for (const Waiting& waiting : cancelled) {
        waiting.completion->fail(cancelledWaiting());
        waiting.completion->runCallbacks();
    }
    for (std::thread& thread : m_threads) {
        if (!thread.joinable())
            continue;
        if (thread.get_id() == std::this_thread::get_id())
            thread.detach(); // from a callback: it cannot wait for itself
        else
            thread.join();
    }
}

} // namespace interleave
