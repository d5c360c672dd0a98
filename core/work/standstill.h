// How long a worker has stood still where it should go on at once: outside its tasks, where no
// time-out finds one that was stopped alone (SIGSTOP).
//
// From look to look at most a period counts: the rest is time in which the watcher did not run
// either, as when the whole program is stopped.
//
// Thread safety: one thread at a time.
#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <utility>

namespace interleave {

class Standstill
{
public:
    /// Much more than a machine that is busy keeps a process from a core. Whoever looks then asks
    /// whether it was stopped (is_stopped.h): one that waits for a reader or a core is left alone.
    static constexpr std::uint64_t kGraceNs = 2'000'000'000;

    /// To be called every `periodNs` while there is something to go on with. Whether `steps`, which
    /// grows with each one, has been the same for the grace time; then that begins anew.
    [[nodiscard]] bool isTooLong(std::uint64_t steps, std::uint64_t nowNs, std::uint64_t periodNs)
    {
        const std::uint64_t sinceNs = nowNs - std::exchange(m_lookedAtNs, nowNs);
        if (m_steps != steps) {
            m_steps = steps;
            m_leftNs = kGraceNs;
            return false;
        }
        m_leftNs -= std::min({m_leftNs, sinceNs, periodNs});
        if (m_leftNs > 0)
            return false;
        end();
        return true;
    }
    /// It goes on, or there is nothing to go on with.
    void end() { m_steps.reset(); }

private:
    std::optional<std::uint64_t> m_steps;
    std::uint64_t m_lookedAtNs = 0;
    std::uint64_t m_leftNs = kGraceNs;
};

} // namespace interleave
