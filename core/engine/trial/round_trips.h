// How long a task takes that does nothing: the engine wakes its workers, and the first that has
// found nothing to do answers. Up to twenty times, one after the other, in at most a tenth of a
// second, after which the alarm rings: nothing else might.
#pragma once

#include "core/base/clock.h"
#include "core/base/deadline.h"
#include "core/process/event_loop.h"

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <optional>
#include <vector>

namespace interleave {

class RoundTrips
{
public:
    RoundTrips(bool wanted, const Timer& alarm)
        : m_wanted(wanted)
        , m_alarm(alarm)
    {
    }

    /// Whether one more is to be made, or the one that is under way to be waited for.
    [[nodiscard]] bool wantsMore() const
    {
        return m_wanted && m_times.size() < kMost && !m_until.passed();
    }
    [[nodiscard]] bool underWay() const { return m_begin != 0; }
    void begin()
    {
        if (m_until.isNever()) {
            m_until = Deadline::in(kLongest);
            m_alarm.startOnce(std::chrono::nanoseconds(kLongest).count());
        }
        m_begin = Clock::monotonicNs();
    }
    void end()
    {
        m_times.push_back(Clock::monotonicNs() - m_begin);
        m_begin = 0;
    }
    /// Nothing where none came back.
    [[nodiscard]] std::optional<std::uint64_t> medianNs() const
    {
        if (m_times.empty())
            return std::nullopt;
        std::vector<std::uint64_t> times = m_times;
        const auto middle = times.begin() + std::ssize(times) / 2;
        std::ranges::nth_element(times, middle);
        return *middle;
    }

private:
    static constexpr std::size_t kMost = 20;
    static constexpr std::chrono::milliseconds kLongest{100};

    bool m_wanted;
    const Timer& m_alarm;
    Deadline m_until = Deadline::never();
    std::uint64_t m_begin = 0; // of the one that is under way; 0: none is
    std::vector<std::uint64_t> m_times;
};

} // namespace interleave
