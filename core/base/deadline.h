// Until when to wait, on the clock that neither steps nor follows the wall clock.
#pragma once

#include "core/base/clock.h"

#include <algorithm>
#include <chrono>
#include <optional>

namespace interleave {

/// A time-out in nanoseconds: none of a negative one.
[[nodiscard]] inline std::uint64_t leftNs(std::chrono::nanoseconds timeout)
{
    return static_cast<std::uint64_t>(std::max(timeout, std::chrono::nanoseconds::zero()).count());
}

class Deadline
{
public:
    /// As long as it takes.
    [[nodiscard]] static Deadline never() { return Deadline(kNever); }
    /// Not at all: look once.
    [[nodiscard]] static Deadline now() { return Deadline(0); }
    /// A negative time-out is now; one beyond 100 years is never.
    [[nodiscard]] static Deadline in(std::chrono::nanoseconds timeout)
    {
        const std::uint64_t ns = leftNs(timeout);
        if (ns == 0)
            return now();
        return ns > kCentury ? never() : Deadline(Clock::monotonicNs() + ns);
    }

    [[nodiscard]] bool isNever() const { return m_ns == kNever; }
    [[nodiscard]] bool isNow() const { return m_ns == 0; }
    [[nodiscard]] bool passed() const
    {
        return isNow() || (!isNever() && Clock::monotonicNs() >= m_ns);
    }
    /// Nothing: for ever.
    [[nodiscard]] std::optional<std::uint64_t> remainingNs() const
    {
        if (isNever())
            return std::nullopt;
        const std::uint64_t now = Clock::monotonicNs();
        return now < m_ns ? m_ns - now : 0;
    }
    /// The earlier of this and 10 ms from now: when to look again for whoever sleeps until another
    /// wakes him, who may be killed before he does.
    [[nodiscard]] Deadline orSoon() const
    {
        constexpr std::uint64_t kSoon = 10'000'000;
        const std::uint64_t soon = Clock::monotonicNs() + kSoon;
        return Deadline(m_ns < soon ? m_ns : soon);
    }
    /// On CLOCK_MONOTONIC; not for never().
    [[nodiscard]] timespec time() const
    {
        return {
            static_cast<time_t>(m_ns / 1'000'000'000U), static_cast<long>(m_ns % 1'000'000'000U)};
    }

private:
    static constexpr std::uint64_t kNever = ~std::uint64_t{0};
    static constexpr std::uint64_t kCentury = 3'155'760'000'000'000'000U;

    explicit Deadline(std::uint64_t ns)
        : m_ns(ns)
    {
    }

    std::uint64_t m_ns;
};

} // namespace interleave
