// A sleep that ends when the run does.
#pragma once

#include "core/base/clock.h"
#include "core/ipc/futex.h"

namespace interleave {

/// Gives the core away for `ns`. False when the run was stopped meanwhile.
[[nodiscard]] inline bool sleepUnlessStopped(std::uint64_t ns, const FutexWord& stop)
{
    const std::uint64_t end = Clock::monotonicNs() + ns;
    for (std::uint64_t now = Clock::monotonicNs(); now < end; now = Clock::monotonicNs()) {
        futexWait(stop, 0, end - now);
        if (stop.load(std::memory_order_relaxed) != 0)
            return false;
    }
    return true;
}

} // namespace interleave
