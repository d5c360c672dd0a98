// How long a process has been stopped (SIGSTOP) where it should go on at once, seen by one who
// looks now and then.
//
// One look tells nothing: a process may be stopped for a moment again and again (a tool that limits
// its share of a core), and of a program that was stopped with all its processes one goes on before
// the other. So each look asks, once nothing has moved for a while. One that finds it running
// begins the grace time anew, and so does one that comes late: then the watcher had been stopped,
// too.
//
// Not seen is one that runs between any two looks, and never at one: as long as it makes no steps
// it is then taken for one that was stopped all the time.
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
    static constexpr std::uint64_t kGraceNs = 2'000'000'000;
    /// A look that comes so much later than it should is late: a busy machine seldom does that.
    static constexpr std::uint64_t kLateNs = 50'000'000;

    explicit Standstill(std::uint64_t graceNs = kGraceNs)
        : m_graceNs(graceNs)
        , m_leftNs(graceNs)
    {
    }

    /// To be called every `periodNs` while there is something to go on with. Whether `steps`, which
    /// grows with each one, has been the same for the grace time, and `isStopped()` was true in
    /// each look of all but the first part of it; then that begins anew.
    template <class IsStopped>
    [[nodiscard]] bool isTooLong(
        std::uint64_t steps, std::uint64_t nowNs, std::uint64_t periodNs, IsStopped isStopped)
    {
        const std::uint64_t sinceNs = nowNs - std::exchange(m_lookedAtNs, nowNs);
        if (m_steps != steps || sinceNs > periodNs + kLateNs)
            return begin(steps);
        m_leftNs -= std::min({m_leftNs, sinceNs, periodNs});
        if (m_leftNs > m_graceNs - m_graceNs / kUnasked)
            return false;
        if (!isStopped())
            return begin(steps);
        if (m_leftNs > 0)
            return false;
        end();
        return true;
    }
    /// It goes on, or there is nothing to go on with.
    void end() { m_steps.reset(); }

private:
    // This part of the grace time passes before the first question, which reads a file.
    static constexpr std::uint64_t kUnasked = 5;

    bool begin(std::uint64_t steps)
    {
        m_steps = steps;
        m_leftNs = m_graceNs;
        return false;
    }

    std::uint64_t m_graceNs;
    std::optional<std::uint64_t> m_steps;
    std::uint64_t m_lookedAtNs = 0;
    std::uint64_t m_leftNs;
};

} // namespace interleave
