// Asks now and then whether work of many steps is still wanted.
#pragma once

#include "core/evidence/evidence_error.h"

#include <cstdint>
#include <functional>

namespace interleave {

class StopCheck
{
public:
    /// Without `wanted` nothing stops.
    explicit StopCheck(std::function<bool()> wanted = {})
        : m_wanted(std::move(wanted))
    {
    }
    /// Whether to stop. To be called with the number of each step: asks at one in 65,536, so that
    /// it costs next to nothing, and the answer comes some milliseconds after the wish.
    [[nodiscard]] bool at(std::uint64_t step) { return step % kSteps == 0 && now(); }
    [[nodiscard]] bool now()
    {
        m_stopped = m_stopped || (m_wanted && m_wanted());
        return m_stopped;
    }
    [[nodiscard]] bool stopped() const { return m_stopped; }

private:
    static constexpr std::uint64_t kSteps = 65'536;

    std::function<bool()> m_wanted;
    bool m_stopped = false;
};

[[nodiscard]] inline tl::unexpected<Failure<EvidenceError>> failStopped()
{
    return fail(
        EvidenceError::Stopped, "naming the lost updates was stopped before all had a name");
}

} // namespace interleave
