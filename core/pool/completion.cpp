#include "core/pool/completion.h"

#include <utility>

namespace interleave {

namespace {

std::atomic<std::uint64_t> thrownByCallbacks = 0;

void call(const Completion::Callback& callback)
{
    try {
        callback();
    } catch (...) {
        ++thrownByCallbacks;
    }
}

} // namespace

std::uint64_t Completion::callbacksThatThrew()
{
    return thrownByCallbacks;
}

bool Completion::waitUntil(Deadline deadline)
{
    if (!done() && m_source)
        m_source->await(*this, deadline);
    else if (!done())
        waitHere(deadline);
    return done();
}

void Completion::waitHere(Deadline deadline)
{
    while (!done()) {
        if (deadline.passed())
            return;
        std::uint32_t pending = kPending;
        if (m_done.compare_exchange_strong(pending, kAwaited) || pending == kAwaited)
            futexWait(m_done, kAwaited, deadline.remainingNs());
    }
}

void Completion::onDone(Callback callback)
{
    {
        const MutexLock lock(m_mutex);
        if (!done()) {
            m_callbacks.push_back(std::move(callback));
            m_hasCallbacks = true;
            callback = nullptr;
        }
    }
    if (callback)
        call(callback);
    else if (m_source)
        m_source->watch(*this);
}

bool Completion::succeed(std::string_view result)
{
    if (!claimEnding())
        return false;
    acceptResult(result);
    return finish();
}

bool Completion::fail(TaskFailure error)
{
    if (!claimEnding())
        return false;
    error.task = number;
    acceptError(std::move(error));
    return finish();
}

bool Completion::finish()
{
    std::uint32_t before = 0;
    {
        const MutexLock lock(m_mutex);
        before = m_done.exchange(kDone);
    }
    if (before == kAwaited)
        futexWakeAll(m_done);
    return true;
}

void Completion::runCallbacks()
{
    std::vector<Callback> callbacks;
    {
        const MutexLock lock(m_mutex);
        callbacks.swap(m_callbacks);
    }
    for (const Callback& callback : callbacks)
        call(callback);
}

void AfterSource::await(Completion& task, Deadline deadline)
{
    m_before->waitUntil(deadline);
    if (m_owner.isHere())
        return task.waitHere(deadline);
    if (task.fail(poolOfAnotherProcess()))
        task.runCallbacks();
}

} // namespace interleave
