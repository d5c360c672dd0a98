// The lock of a trial: a RobustMutex as one of the primitives (guard.h), plain, error-checking or
// recursive.
//
// Cost, fairness, what the kinds differ in and what happens when a holder or a waiter dies are
// those of core/ipc/robust_mutex.h.
#pragma once

#include "core/ipc/robust_mutex.h"
#include "core/sync/guard.h"

namespace interleave {

class RobustLock
{
public:
    using Kind = RobustMutex::Kind;

    /// Must be called once, by one process, before the others see the memory.
    [[nodiscard]] Result<void, SystemError> create(Kind kind = Kind::Plain)
    {
        return m_mutex.create(kind);
    }

    [[nodiscard]] Acquisition tryAcquire(WorkerIndex) { return m_mutex.tryLock(); }
    [[nodiscard]] Acquisition acquire(WorkerIndex) { return m_mutex.lock(); }
    /// False when the caller does not hold it.
    bool release(WorkerIndex) { return m_mutex.unlock(); } // NOLINT(modernize-use-nodiscard)
    /// The kernel's robust list has done it already.
    [[nodiscard]] bool recover(WorkerIndex) { return false; }

private:
    RobustMutex m_mutex;
};

} // namespace interleave
