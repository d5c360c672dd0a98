#include "core/pool/completion.h"

#include "core/pool/thread_crew.h"

#include <utility>

namespace interleave {

namespace {

std::atomic<std::uint64_t> thrownByCallbacks = 0;

void call(const Completion::Callback& callback)
{
    try {
        const CallbackRun run;
        callback();
    } catch (...) {
        ++thrownByCallbacks;
    }
}

} // namespace

CallbackRun::~CallbackRun()
{
    if (ThreadCrew::anyHoldsThisThread())
        m_owner.endCopy();
}

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
    std::vector<Callback> atOnce;
    {
        const MutexLock lock(m_mutex);
        before = m_done.exchange(kDone);
        atOnce.swap(m_atOnce);
    }
    if (before == kAwaited)
        futexWakeAll(m_done);
    for (const Callback& callback : atOnce)
        call(callback);
    return true;
}

// One that waits for a later one finds it still here.
void Completion::runCallbacks()
{
    for (;;) {
        Callback callback;
        {
            const MutexLock lock(m_mutex);
            if (m_callbacks.empty())
                return;
            callback = std::move(m_callbacks.front());
            m_callbacks.erase(m_callbacks.begin());
        }
        call(callback);
    }
}

void AfterSource::await(Completion& task, Deadline deadline)
{
    const bool ended = m_before->waitUntil(deadline);
    if (!m_owner.isHere()) {
        if (task.fail(poolOfAnotherProcess()))
            task.runCallbacks();
        return;
    }
    if (ended && callsBackHere())
        m_before->runCallbacks(); // else nobody would while this thread waits
    task.waitHere(deadline);
}

} // namespace interleave
