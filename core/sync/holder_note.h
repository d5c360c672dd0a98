// Who is inside, for a lock that the kernel takes back from the dead without telling the next one.
//
// Whoever gets in writes its name here and takes it out before it lets go. A name that the next one
// finds is that of a holder who died inside. The engine takes a dead worker's name off (recover),
// or the one that comes in its place would be taken for the holder.
#pragma once

#include "core/sync/guard.h"

#include <atomic>

namespace interleave {

class HolderNote
{
public:
    [[nodiscard]] Acquisition enter(WorkerIndex me)
    {
        return m_holder.exchange(me + 1, std::memory_order_acquire) == 0 ? Acquisition::Acquired
                                                                         : Acquisition::OwnerDied;
    }
    /// False when `me` is not inside.
    [[nodiscard]] bool leave(WorkerIndex me)
    {
        if (!names(me))
            return false;
        m_holder.store(0, std::memory_order_release);
        return true;
    }
    [[nodiscard]] bool names(WorkerIndex me) const
    {
        return m_holder.load(std::memory_order_relaxed) == me + 1;
    }

    /// True when `dead` died inside and nobody has been told yet; the next holder is.
    bool recover(WorkerIndex dead) // NOLINT(modernize-use-nodiscard): the lock is free anyway
    {
        std::uint32_t name = dead + 1;
        return m_holder.compare_exchange_strong(name, kDead);
    }

private:
    static constexpr std::uint32_t kDead = ~0U;

    std::atomic<std::uint32_t> m_holder; // worker + 1, kDead, or 0
};

} // namespace interleave
