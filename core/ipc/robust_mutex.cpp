#include "core/ipc/robust_mutex.h"

#if defined(__SANITIZE_THREAD__)
#include <sanitizer/tsan_interface.h>
#endif

namespace interleave {

namespace {

// The thread sanitizer of GCC 12 does not know this call, so it is told.
int lockBefore(pthread_mutex_t& mutex, const timespec& time)
{
#if defined(__SANITIZE_THREAD__)
    __tsan_mutex_pre_lock(&mutex, __tsan_mutex_try_lock);
#endif
    const int error = ::pthread_mutex_clocklock(&mutex, CLOCK_MONOTONIC, &time);
#if defined(__SANITIZE_THREAD__)
    const bool locked = error == 0 || error == EOWNERDEAD;
    __tsan_mutex_post_lock(
        &mutex, __tsan_mutex_try_lock | (locked ? 0U : __tsan_mutex_try_lock_failed), 0);
#endif
    return error;
}

} // namespace

Result<void, SystemError> RobustMutex::create(Kind kind)
{
    const int type = kind == Kind::Plain ? PTHREAD_MUTEX_NORMAL
        : kind == Kind::ErrorChecking    ? PTHREAD_MUTEX_ERRORCHECK
                                         : PTHREAD_MUTEX_RECURSIVE;
    pthread_mutexattr_t attributes;
    ::pthread_mutexattr_init(&attributes);
    ::pthread_mutexattr_setpshared(&attributes, PTHREAD_PROCESS_SHARED);
    ::pthread_mutexattr_settype(&attributes, type);
    ::pthread_mutexattr_setrobust(&attributes, PTHREAD_MUTEX_ROBUST);
    const int error = ::pthread_mutex_init(&m_mutex, &attributes);
    ::pthread_mutexattr_destroy(&attributes);
    if (error != 0)
        return failErrno("create a lock", error);
    return {};
}

Acquisition RobustMutex::waitUntil(const Deadline& deadline)
{
    for (;;) {
        const int error = lockBefore(m_mutex, deadline.orSoon().time());
        if (error != ETIMEDOUT)
            return accept(error);
        if (deadline.passed())
            return Acquisition::Busy;
    }
}

bool RobustMutex::isAbandoned() const
{
    return (word() & (FUTEX_OWNER_DIED | FUTEX_TID_MASK)) == FUTEX_OWNER_DIED;
}

Acquisition RobustMutex::takeOver(int error)
{
    if (error == EDEADLK)
        return Acquisition::Refused;
    if (error != EOWNERDEAD)
        return Acquisition::Busy;
    ::pthread_mutex_consistent(&m_mutex);
    return Acquisition::OwnerDied;
}

} // namespace interleave
