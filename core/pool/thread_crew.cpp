#include "core/pool/thread_crew.h"

#include <fmt/format.h>

#include <algorithm>
#include <system_error>
#include <thread>

namespace interleave {

namespace {

thread_local const ThreadCrew* crewOfThisThread = nullptr;

} // namespace

Result<void, SystemError> ThreadCrew::start(std::uint32_t threads)
{
    m_workers = threads;
    for (std::uint32_t worker = 0; worker < threads; ++worker) {
        try {
            const MutexLock lock(m_mutex);
            std::thread([self = shared_from_this(), worker] { self->work(worker); }).detach();
            ++m_running;
        } catch (const std::system_error& error) {
            return tl::unexpected(describeThreadError(
                fmt::format("start thread {} of {}", worker + 1, threads), error));
        }
    }
    return {};
}

void ThreadCrew::submit(std::shared_ptr<Completion> completion, Task task)
{
    if (m_owner.isHere()) {
        const MutexLock lock(m_mutex);
        completion->number = m_submitted++;
        if (!m_closed) {
            m_line.push_back({std::move(completion), std::move(task)});
            m_changed.notifyOne();
            return;
        }
    }
    completion->fail(m_owner.isHere() ? poolClosed() : poolOfAnotherProcess());
    completion->runCallbacks();
}

void ThreadCrew::await(Completion& task, Deadline deadline)
{
    watch(task);
    task.waitHere(deadline);
}

void ThreadCrew::watch(Completion& task)
{
    if (m_owner.isHere())
        return; // it runs the callbacks when it has run the task
    task.fail(poolOfAnotherProcess());
    task.runCallbacks();
}

void ThreadCrew::post(Task task)
{
    {
        const MutexLock lock(m_mutex);
        if (!m_closed) {
            m_line.push_back({nullptr, std::move(task)});
            m_changed.notifyOne();
            return;
        }
    }
    task(0);
}

bool ThreadCrew::holdsThisThread() const
{
    return crewOfThisThread == this;
}

bool ThreadCrew::anyHoldsThisThread()
{
    return crewOfThisThread != nullptr;
}

void ThreadCrew::work(std::uint32_t worker)
{
    crewOfThisThread = this;
    for (;;) {
        Waiting next;
        {
            MutexLock lock(m_mutex);
            if (m_line.empty())
                m_left.notifyAll();
            while (!m_closed && m_line.empty())
                m_changed.wait(lock);
            if (m_line.empty()) {
                --m_running;
                m_left.notifyAll();
                return;
            }
            next = std::move(m_line.front());
            m_line.pop_front();
            ++m_busy;
        }
        next.task(worker);
        m_owner.endCopy();
        if (next.completion)
            next.completion->runCallbacks();
        next = {}; // what it holds may be the last of its kind
        const MutexLock lock(m_mutex);
        --m_busy;
    }
}

void ThreadCrew::waitUntilIdle()
{
    if (holdsThisThread() || !m_owner.isHere())
        return;
    MutexLock lock(m_mutex);
    while (!m_line.empty() || m_busy != 0)
        m_left.wait(lock);
}

bool ThreadCrew::cancel(Completion& task)
{
    if (!m_owner.isHere())
        return false;
    std::shared_ptr<Completion> cancelled;
    {
        const MutexLock lock(m_mutex);
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
    if (!m_owner.isHere())
        return;
    std::deque<Waiting> cancelled;
    {
        const MutexLock lock(m_mutex);
        m_closed = true;
        if (cancelWaiting)
            cancelled.swap(m_line);
        m_changed.notifyAll();
    }
    for (const Waiting& waiting : cancelled) {
        if (!waiting.completion)
            continue;
        waiting.completion->fail(cancelledWaiting());
        waiting.completion->runCallbacks();
    }
    if (holdsThisThread())
        return;
    MutexLock lock(m_mutex);
    while (m_running != 0)
        m_left.wait(lock);
}

} // namespace interleave
