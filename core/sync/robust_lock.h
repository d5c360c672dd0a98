// The lock: a process-shared robust pthread mutex.
//
// Fairness: none; a running worker often gets it again before one that must first wake up.
// Cost: about 25 ns uncontended; contended two futex calls and a wake-up, some microseconds each
// way. When its holder dies the kernel marks the mutex and the next to acquire is told OwnerDied.
#pragma once

#include "core/base/system_error.h"
#include "core/sync/guard.h"

#include <pthread.h>

namespace interleave {

class RobustLock
{
public:
    /// Must be called once, by one process, before the others see the memory.
    [[nodiscard]] Result<void, SystemError> create();

    [[nodiscard]] Acquisition tryAcquire(WorkerIndex)
    {
        return accept(::pthread_mutex_trylock(&m_mutex));
    }
    [[nodiscard]] Acquisition acquire(WorkerIndex)
    {
        return accept(::pthread_mutex_lock(&m_mutex));
    }
    void release(WorkerIndex) { ::pthread_mutex_unlock(&m_mutex); }
    /// The kernel's robust list has done it already.
    [[nodiscard]] bool recover(WorkerIndex) { return false; }

private:
    Acquisition accept(int error);

    pthread_mutex_t m_mutex;
};

} // namespace interleave
