// How long a thread was on a core: what it waited for one, for a disk or for another thread is not
// among it.
#pragma once

#include <cstdint>
#include <ctime>

namespace interleave {

/// Nanoseconds, of the calling thread since it began.
[[nodiscard]] inline std::uint64_t processorNs()
{
    timespec used{};
    ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &used);
    return static_cast<std::uint64_t>(used.tv_sec) * 1'000'000'000U
        + static_cast<std::uint64_t>(used.tv_nsec);
}

} // namespace interleave
