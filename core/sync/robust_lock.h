// The lock of a trial: a RobustMutex as one of the primitives (guard.h).
//
// Cost, fairness and what happens when its holder dies are those of core/ipc/robust_mutex.h.
#pragma once

#include "core/ipc/robust_mutex.h"
#include "core/sync/guard.h"

namespace interleave {

class RobustLock
{
public:
    /// Must be called once, by one process, before the others see the memory.
    [[nodiscard]] Result<void, SystemError> create() { return m_mutex.create(); }

    [[nodiscard]] Acquisition tryAcquire(WorkerIndex) { return m_mutex.tryLock(); }
    [[nodiscard]] Acquisition acquire(WorkerIndex) { return m_mutex.lock(); }
    void release(WorkerIndex) { m_mutex.unlock(); }
    /// The kernel's robust list has done it already.
    [[nodiscard]] bool recover(WorkerIndex) { return false; }

private:
    RobustMutex m_mutex;
};

} // namespace interleave
