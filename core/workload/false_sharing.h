// False sharing: every worker adds to a counter of its own. Nothing is shared and nothing can get
// lost, but where the counters lie in one cache line the cores take it from each other for every
// store.
#pragma once

#include "core/workload/workload.h"

namespace interleave {

class FalseSharingWorkload final : public Workload
{
public:
    explicit FalseSharingWorkload(const Experiment& experiment);

    [[nodiscard]] std::uint64_t defaultTasks() const override;
    void run(TaskRange range, WorkerContext& worker) const override;
    [[nodiscard]] std::size_t areaBytes(const RunShape& shape) const override;
    [[nodiscard]] WorkloadOutcome outcome(const EndedTrial& trial) const override;
    [[nodiscard]] SharedSum expected(std::uint64_t index, std::uint64_t result) const override;
    [[nodiscard]] SharedSum held(const EndedTrial& trial) const override;

private:
    struct Times;

    [[nodiscard]] std::size_t placeOf(std::size_t worker) const;

    bool m_packed;
    std::uint64_t m_increments;
};

} // namespace interleave
