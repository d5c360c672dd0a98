// A mutex that is waited for no longer than until a point in time. What it guards clang checks, as
// of Mutex (thread_safety.h).
//
//   if (!m_mutex.lockUntil(deadline))
//       return Transfer::NotInTime;
//   const TimedMutexLock lock(m_mutex, std::adopt_lock);
//
// Thread safety: that is what it is for, between the threads of one process.
#pragma once

#include "core/base/thread_safety.h"

namespace interleave {

class INTERLEAVE_CAPABILITY TimedMutex
{
public:
    void lock() INTERLEAVE_ACQUIRE() { m_mutex.lock(); }
    [[nodiscard]] bool try_lock() INTERLEAVE_CHECKED(try_acquire_capability(true))
    {
        return m_mutex.try_lock();
    }
    [[nodiscard]] bool lockUntil(const Deadline& deadline)
        INTERLEAVE_CHECKED(try_acquire_capability(true))
    {
        if (m_mutex
                .try_lock()) // which the thread sanitizer knows; of a wait on a clock it does not
            return true;
        if (const auto left = deadline.remainingNs())
            return m_mutex.try_lock_for(std::chrono::nanoseconds(*left));
        m_mutex.lock();
        return true;
    }
    void unlock() INTERLEAVE_RELEASE() { m_mutex.unlock(); }
    /// For where clang cannot see that it was taken.
    void isHeld() const INTERLEAVE_CHECKED(assert_capability(this)) { }

private:
    std::timed_mutex m_mutex;
};

class INTERLEAVE_SCOPED_CAPABILITY TimedMutexLock
{
public:
    TimedMutexLock(TimedMutex& mutex, std::adopt_lock_t /*held*/) INTERLEAVE_REQUIRES(mutex)
        : m_mutex(mutex)
    {
    }
    TimedMutexLock(const TimedMutexLock&) = delete;
    TimedMutexLock& operator=(const TimedMutexLock&) = delete;
    TimedMutexLock(TimedMutexLock&&) = delete;
    TimedMutexLock& operator=(TimedMutexLock&&) = delete;
    ~TimedMutexLock() INTERLEAVE_RELEASE() { m_mutex.unlock(); }

private:
    TimedMutex& m_mutex;
};

} // namespace interleave
