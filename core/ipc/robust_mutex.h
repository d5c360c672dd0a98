// A mutex in shared memory that outlives its holders: a process-shared, robust pthread mutex.
//
// When a holder dies, at whatever instruction, the kernel marks the mutex (robust futex list) and
// wakes a waiter; the next to lock it is told OwnerDied, once, and the mutex is usable again.
//
// The kernel and glibc alone can forget a waiter: when the one that was just woken is killed while
// a third takes the mutex without noticing that there are waiters, the next unlock wakes nobody.
// (Four processes that contend and are killed at random: 4 rounds of 100 left one asleep beside a
// free mutex.) So waiters look again every 10 ms; no death blocks the others for longer.
//
// Holders are threads: only the thread that locked may unlock; anybody else is refused. What a
// second lock() by the holder does is the mutex's kind (pthread_mutexattr_settype(3)):
//   Plain          it waits for itself, for ever;
//   ErrorChecking  it is Refused, and the mutex stays held once;
//   Recursive      it is Acquired, and has to be unlocked as often as it was locked. Whoever takes
//                  over from a dead holder has it once, however deep that one was.
//
// Fairness: none. The memory must stay mapped while it is held: the kernel and glibc keep a list
// through it. Cost: 25 ns uncontended, of any kind; contended two futex calls and a wake-up. Works
// with std::lock_guard.
#pragma once

#include "core/base/deadline.h"
#include "core/base/system_error.h"

#include <atomic>
#include <cstdint>
#include <linux/futex.h>
#include <pthread.h>
#include <sys/types.h>

namespace interleave {

enum class Acquisition {
    Busy, // somebody else has it: tryLock(), or the deadline has passed, or the memory is damaged
    Acquired,
    OwnerDied, // acquired, and the last holder died inside: what it guarded may be half done
    Refused, // not acquired: whoever asks has it already, and waiting would never end; or the
             // kernel does not give it
};

class RobustMutex
{
public:
    enum class Kind { Plain, ErrorChecking, Recursive };

    /// Must be called once, by one process, before the others see the memory.
    [[nodiscard]] Result<void, SystemError> create(Kind kind = Kind::Plain);

    [[nodiscard]] Acquisition tryLock() { return accept(::pthread_mutex_trylock(&m_mutex)); }
    Acquisition lock() { return lockUntil(Deadline::never()); }
    [[nodiscard]] Acquisition lockUntil(const Deadline& deadline)
    {
        const Acquisition got = tryLock();
        return got == Acquisition::Busy && !deadline.isNow() ? waitUntil(deadline) : got;
    }
    /// False, and nothing has changed, when this thread does not hold it.
    // NOLINTNEXTLINE(modernize-use-nodiscard): std::lock_guard ignores it
    bool unlock() { return ::pthread_mutex_unlock(&m_mutex) == 0; }
    /// The thread id of who has it; 0 when nobody has. Out of date as soon as it is known.
    [[nodiscard]] pid_t holder() const { return static_cast<pid_t>(word() & FUTEX_TID_MASK); }
    /// By gettid(). Exact also when the last holder died and had the same thread id.
    [[nodiscard]] bool isHeldBy(pid_t thread) const { return holder() == thread; }
    /// Its holder has died, and nobody has taken it over yet.
    [[nodiscard]] bool isAbandoned() const;

private:
    Acquisition accept(int error) { return error == 0 ? Acquisition::Acquired : takeOver(error); }
    Acquisition takeOver(int error);
    Acquisition waitUntil(const Deadline& deadline);
    // The kernel knows this word, too: when the holder dies it takes the holder's thread id out and
    // sets a bit.
    [[nodiscard]] std::uint32_t word() const
    {
        auto& lock = const_cast<int&>(m_mutex.__data.__lock); // std::atomic_ref takes no const
        return static_cast<std::uint32_t>(std::atomic_ref(lock).load(std::memory_order_relaxed));
    }

    pthread_mutex_t m_mutex;
};

} // namespace interleave
