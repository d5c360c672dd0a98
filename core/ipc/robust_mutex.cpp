#include "core/ipc/robust_mutex.h"

namespace interleave {

Result<void, SystemError> RobustMutex::create()
{
    pthread_mutexattr_t attributes;
    ::pthread_mutexattr_init(&attributes);
    ::pthread_mutexattr_setpshared(&attributes, PTHREAD_PROCESS_SHARED);
    ::pthread_mutexattr_setrobust(&attributes, PTHREAD_MUTEX_ROBUST);
    const int error = ::pthread_mutex_init(&m_mutex, &attributes);
    ::pthread_mutexattr_destroy(&attributes);
    if (error != 0)
        return failErrno("create a lock", error);
    return {};
}

Acquisition RobustMutex::lockUntil(const Deadline& deadline)
{
    if (deadline.isNever())
        return lock();
    if (deadline.isNow())
        return tryLock();
    const timespec time = deadline.time();
    return accept(::pthread_mutex_clocklock(&m_mutex, CLOCK_MONOTONIC, &time));
}

Acquisition RobustMutex::takeOver(int error)
{
    if (error != EOWNERDEAD)
        return Acquisition::Busy;
    ::pthread_mutex_consistent(&m_mutex);
    return Acquisition::OwnerDied;
}

} // namespace interleave
