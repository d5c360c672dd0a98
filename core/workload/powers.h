// Squares and cubes: task i computes i x i or i x i x i and adds it to the shared total, modulo
// 2^64.
#pragma once

#include "core/workload/workload.h"

namespace interleave {

class PowersWorkload final : public Workload
{
public:
    /// For WorkloadKind::Squares and Cubes.
    explicit PowersWorkload(const Experiment& experiment);

    [[nodiscard]] std::uint64_t defaultTasks() const override;
    void run(TaskRange range, WorkerContext& worker) const override;
    [[nodiscard]] std::uint64_t& watchedWord(SharedState& shared) const override
    {
        return shared.tallies[0].updates;
    }
    [[nodiscard]] SharedSum expected(std::uint64_t index, std::uint64_t result) const override;
    [[nodiscard]] SharedSum held(const EndedTrial& trial) const override;

private:
    template <unsigned Exponent>
    void runPowers(TaskRange range, WorkerContext& worker) const;

    WorkloadKind m_kind;
    std::uint64_t m_repetitions;
};

} // namespace interleave
