#include "core/pool/completion.h"

#include <utility>

namespace interleave {

std::uint64_t Completion::callbacksThatThrew()
{
    return CallbackCrew::thrown();
}

bool Completion::waitUntil(Deadline deadline)
{
    if (done())
        return true;
    if (!deadline.isNow())
        CallbackCrew::letOthersBegin();
    if (m_source)
        m_source->await(*this, deadline);
    else
        waitHere(deadline);
    if (!done())
        CallbackCrew::letOthersBegin(); // it may ask again and again
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

void Completion::onDone(Callback callback, When when)
{
    {
        const MutexLock lock(m_mutex);
        if (!done()) {
            (when == When::AtOnce ? m_atOnce : m_callbacks).push_back(std::move(callback));
            m_hasCallbacks = !m_callbacks.empty();
            callback = nullptr;
        }
    }
    if (callback)
        CallbackCrew::run(callback);
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

bool Completion::succeed(std::string&& result)
{
    if (!claimEnding())
        return false;
    acceptOwned(std::move(result));
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
    std::vector<Callback> atOnce;
    {
        const MutexLock lock(m_mutex);
        before = m_done.exchange(kDone);
        atOnce.swap(m_atOnce);
    }
    if (before == kAwaited)
        futexWakeAll(m_done);
    for (const Callback& callback : atOnce)
        CallbackCrew::run(callback);
    return true;
}

void Completion::callBack(Callback callback)
{
    if (m_source)
        m_source->callBack(std::move(callback));
    else
        CallbackCrew::runHere(std::move(callback));
}

void Completion::callBackAll()
{
    if (!m_hasCallbacks)
        return;
    std::vector<Callback> callbacks;
    {
        const MutexLock lock(m_mutex);
        callbacks.swap(m_callbacks);
    }
    for (Callback& callback : callbacks)
        callBack(std::move(callback));
}

std::shared_ptr<TaskSource> AfterSource::following(const std::shared_ptr<Completion>& before)
{
    if (auto shared = std::dynamic_pointer_cast<AfterSource>(before->source()))
        return shared;
    return std::make_shared<AfterSource>(before);
}

void AfterSource::await(Completion& task, Deadline deadline)
{
    m_first->waitUntil(deadline);
    watch(task);
    task.waitHere(deadline);
}

// Its callback was there first, except where that is another process's.
void AfterSource::watch(Completion& task)
{
    if (!m_owner.isHere() && task.fail(poolOfAnotherProcess()))
        task.callBackAll();
}

} // namespace interleave
