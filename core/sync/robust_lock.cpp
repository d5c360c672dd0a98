#include "core/sync/robust_lock.h"

namespace interleave {

Result<void, SystemError> RobustLock::create()
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

Acquisition RobustLock::accept(int error)
{
    if (error == 0)
        return Acquisition::Acquired;
    if (error != EOWNERDEAD)
        return Acquisition::Busy;
    ::pthread_mutex_consistent(&m_mutex);
    return Acquisition::OwnerDied;
}

} // namespace interleave
