// The clock of a recording: raw ticks while it runs, nanoseconds when it is read.
//
// Ticks are the invariant TSC where the kernel itself keeps time by it (13-17 ns a read on the
// machine where this was written), else CLOCK_MONOTONIC (23-33 ns). All cores and processes of one
// machine share it. It never steps back and does not follow the wall clock.
//
// Thread and process safety: immutable after calibrate(); copy it freely, also into shared memory.
#pragma once

#include <cstdint>
#include <ctime>
#if defined(__x86_64__)
#include <x86intrin.h>
#endif

namespace interleave {

enum class ClockSource : std::uint32_t { Monotonic = 0, Tsc = 1 };

class Clock
{
public:
    /// Finds the source; for the TSC it measures the rate against CLOCK_MONOTONIC. Costs 2 ms once.
    [[nodiscard]] static Clock calibrate();

    /// Nanoseconds of CLOCK_MONOTONIC.
    [[nodiscard]] static std::uint64_t monotonicNs()
    {
        timespec now{};
        clock_gettime(CLOCK_MONOTONIC, &now);
        return static_cast<std::uint64_t>(now.tv_sec) * 1'000'000'000U
            + static_cast<std::uint64_t>(now.tv_nsec);
    }

    [[nodiscard]] std::uint64_t ticks() const
    {
#if defined(__x86_64__)
        if (m_source == ClockSource::Tsc)
            return __rdtsc();
#endif
        return monotonicNs();
    }

    /// A span of ticks in nanoseconds.
    [[nodiscard]] std::uint64_t toNs(std::uint64_t spanTicks) const
    {
        return static_cast<std::uint64_t>(static_cast<double>(spanTicks) * m_nsPerTick);
    }
    [[nodiscard]] double nsPerTick() const
    {
        return m_nsPerTick;
    }
    [[nodiscard]] ClockSource source() const
    {
        return m_source;
    }

    /// From the two values that a recording's header keeps.
    [[nodiscard]] static Clock fromHeader(ClockSource source, double nsPerTick)
    {
        Clock clock;
        clock.m_source = source;
        clock.m_nsPerTick = nsPerTick;
        return clock;
    }

private:
    ClockSource m_source = ClockSource::Monotonic;
    double m_nsPerTick = 1.0;
};

} // namespace interleave
