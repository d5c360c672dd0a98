// Which mutex guards what, said so that clang checks it (-Wthread-safety). Other compilers see none
// of the annotations.
//
//   Mutex m_mutex;
//   std::deque<Task> m_line INTERLEAVE_GUARDED_BY(m_mutex);
//   void takeNext() INTERLEAVE_REQUIRES(m_mutex); // the caller holds it
//
// A lambda is a function of its own, which holds nothing: what waits for a condition is a loop
// around wait(), not a predicate.
//
// Thread safety: that is what they are for. Process safety: between the threads of one process; for
// processes there are core/sync and core/handles.
#pragma once

#include "core/base/deadline.h"
#include "core/base/known_wait.h"

#include <condition_variable>
#include <mutex>

#ifdef __clang__
#define INTERLEAVE_CHECKED(attribute) __attribute__((attribute))
#else
#define INTERLEAVE_CHECKED(attribute)
#endif
#define INTERLEAVE_CAPABILITY INTERLEAVE_CHECKED(capability("mutex"))
#define INTERLEAVE_SCOPED_CAPABILITY INTERLEAVE_CHECKED(scoped_lockable)
#define INTERLEAVE_GUARDED_BY(mutex) INTERLEAVE_CHECKED(guarded_by(mutex))
#define INTERLEAVE_REQUIRES(mutex) INTERLEAVE_CHECKED(requires_capability(mutex))
#define INTERLEAVE_ACQUIRE(...) INTERLEAVE_CHECKED(acquire_capability(__VA_ARGS__))
#define INTERLEAVE_RELEASE(...) INTERLEAVE_CHECKED(release_capability(__VA_ARGS__))
#define INTERLEAVE_UNCHECKED INTERLEAVE_CHECKED(no_thread_safety_analysis)

namespace interleave {

/// A std::mutex; MutexLock is what locks it.
class INTERLEAVE_CAPABILITY Mutex
{
public:
    void lock() INTERLEAVE_ACQUIRE()
    {
        if (m_mutex.try_lock())
            return;
        const KnownWait wait;
        m_mutex.lock();
    }
    void unlock() INTERLEAVE_RELEASE() { m_mutex.unlock(); }

private:
    friend class MutexLock;

    std::mutex m_mutex;
};

class INTERLEAVE_SCOPED_CAPABILITY MutexLock
{
public:
    explicit MutexLock(Mutex& mutex) INTERLEAVE_ACQUIRE(mutex)
        : m_lock(mutex.m_mutex, std::try_to_lock)
    {
        if (m_lock.owns_lock())
            return;
        const KnownWait wait;
        m_lock.lock();
    }
    MutexLock(const MutexLock&) = delete;
    MutexLock& operator=(const MutexLock&) = delete;
    MutexLock(MutexLock&&) = delete;
    MutexLock& operator=(MutexLock&&) = delete;
    ~MutexLock() INTERLEAVE_RELEASE() = default;

    /// Before its scope ends.
    void unlock() INTERLEAVE_RELEASE() { m_lock.unlock(); }

private:
    friend class ConditionVariable;

    std::unique_lock<std::mutex> m_lock;
};

/// Sets a mutex free that the caller holds, for as long as it lives.
class INTERLEAVE_SCOPED_CAPABILITY MutexUnlock
{
public:
    explicit MutexUnlock(Mutex& mutex) INTERLEAVE_RELEASE(mutex)
        : m_mutex(mutex)
    {
        m_mutex.unlock();
    }
    MutexUnlock(const MutexUnlock&) = delete;
    MutexUnlock& operator=(const MutexUnlock&) = delete;
    MutexUnlock(MutexUnlock&&) = delete;
    MutexUnlock& operator=(MutexUnlock&&) = delete;
    ~MutexUnlock() INTERLEAVE_RELEASE() { m_mutex.lock(); }

private:
    Mutex& m_mutex;
};

class ConditionVariable
{
public:
    /// Until somebody notifies, at the latest at `deadline`, or for nothing: look again.
    void wait(MutexLock& lock, const Deadline& deadline = Deadline::never())
    {
        if (const auto left = deadline.remainingNs())
            m_condition.wait_for(lock.m_lock, std::chrono::nanoseconds(*left));
        else
            m_condition.wait(lock.m_lock);
    }
    void notifyOne() { m_condition.notify_one(); }
    void notifyAll() { m_condition.notify_all(); }

private:
    std::condition_variable m_condition;
};

} // namespace interleave
