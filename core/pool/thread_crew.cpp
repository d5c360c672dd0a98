#include "core/pool/thread_crew.h"

#include "core/base/least_stack.h"

#include <fmt/format.h>

#include <algorithm>
#include <cxxabi.h>
#include <new>
#include <system_error>
#include <thread>

namespace interleave {

namespace {

thread_local const ThreadCrew* crewOfThisThread = nullptr;

} // namespace

Result<void, SystemError> ThreadCrew::start(std::uint32_t threads)
{
    m_workers = threads;
    if (auto can = checkStack(); !can)
        return can;
    if (auto started = m_callbacks->start(); !started)
        return started;
    for (std::uint32_t worker = 0; worker < threads; ++worker) {
        try {
            const MutexLock lock(m_mutex);
            startThread(worker);
        } catch (const std::system_error& error) {
            return tl::unexpected(describeThreadError(
                fmt::format("start thread {} of {}", worker + 1, threads), error));
        }
    }
    return {};
}

void ThreadCrew::startThread(std::uint32_t worker)
{
    std::thread([self = shared_from_this(), worker] { self->work(worker); }).detach();
    ++m_running;
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
    completion->callBackAll();
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
    task.callBackAll();
}

bool ThreadCrew::holdsThisThread() const
{
    return crewOfThisThread == this || m_callbacks->holdsThisThread();
}

void ThreadCrew::work(std::uint32_t worker)
{
    crewOfThisThread = this;
    while (auto task = next()) {
        try {
            task->task(worker);
        } catch (const abi::__forced_unwind&) {
            threadEnds(*task->completion, worker);
            throw;
        }
        m_owner.endCopy();
        task->completion->callBackAll();
    }
}

// The task has called pthread_exit(), or was cancelled: another thread takes the place of this one.
void ThreadCrew::threadEnds(Completion& task, std::uint32_t worker)
{
    m_owner.endCopy();
    task.fail(threadEnded());
    task.callBackAll();
    const MutexLock lock(m_mutex);
    try {
        startThread(worker);
    } catch (const std::system_error&) { // those that are left go on
    } catch (const std::bad_alloc&) {
    }
    left();
}

void ThreadCrew::left()
{
    if (--m_running == 0)
        m_callbacks->close();
    m_left.notifyAll();
}

// Nothing when this thread is to leave.
std::optional<ThreadCrew::Waiting> ThreadCrew::next()
{
    MutexLock lock(m_mutex);
    while (!m_closed && m_line.empty())
        m_changed.wait(lock);
    if (m_line.empty()) {
        left();
        return std::nullopt;
    }
    Waiting first = std::move(m_line.front());
    m_line.pop_front();
    return first;
}

bool ThreadCrew::cancel(Completion& task)
{
    if (!m_owner.isHere())
        return false;
    Waiting cancelled; // what it holds goes without the lock
    const MutexLock lock(m_mutex);
    const auto at = std::ranges::find_if(
        m_line, [&](const Waiting& waiting) { return waiting.completion.get() == &task; });
    if (at == m_line.end())
        return false;
    cancelled = std::move(*at);
    m_line.erase(at);
    task.fail(cancelledWaiting());
    task.callBackAll();
    return true;
}

void ThreadCrew::shutdown(bool cancelWaiting)
{
    if (!m_owner.isHere())
        return;
    std::deque<Waiting> cancelled; // what they hold goes without the lock
    {
        const MutexLock lock(m_mutex);
        m_closed = true;
        if (cancelWaiting)
            cancelled.swap(m_line);
        for (const Waiting& waiting : cancelled) {
            waiting.completion->fail(cancelledWaiting());
            waiting.completion->callBackAll();
        }
        m_changed.notifyAll();
    }
    if (holdsThisThread())
        return;
    CallbackCrew::letOthersBegin();
    {
        MutexLock lock(m_mutex);
        while (m_running != 0)
            m_left.wait(lock);
    }
    m_callbacks->shutdown();
}

} // namespace interleave
