#include "core/engine/trial/fault_injector.h"

#include "core/base/random.h"

#include <fmt/format.h>

#include <utility>

namespace interleave {

void FaultInjector::killAsWanted()
{
    const std::uint64_t wanted = m_memory.block().killsWanted.load();
    const std::uint64_t due = wanted & ~std::exchange(m_done, wanted);
    for (std::size_t fault = 0; fault < m_plan.faults.size(); ++fault) {
        if ((due >> fault & 1U) != 0)
            killOne(fault);
    }
}

void FaultInjector::killOne(std::size_t fault)
{
    const auto seed = static_cast<std::uint64_t>(m_plan.experiment.seed);
    const std::uint64_t chosen = splitMix64(splitMix64(~seed) ^ fault);
    for (std::uint32_t i = 0; i < m_crew.places(); ++i) {
        const auto place = static_cast<std::uint32_t>((chosen + i) % m_crew.places());
        if (!m_crew.alive(place))
            continue;
        m_observer.log(LogLevel::Info,
            fmt::format(
                "fault kill-worker: kills worker {} (pid {})", place + 1, m_crew.pid(place)));
        m_crew.kill(place);
        return;
    }
}

} // namespace interleave
