// Histogram: every task draws random numbers and adds 1 to the bucket of each, among buckets that
// all share.
//
// The numbers are sums of two dice, as it were: the middle buckets are the most wanted ones. Each
// worker also counts in memory of its own, where nothing can get lost: that is what should be in
// the shared buckets.
#pragma once

#include "core/workload/workload.h"

namespace interleave {

class HistogramWorkload final : public Workload
{
public:
    explicit HistogramWorkload(const Experiment& experiment);

    [[nodiscard]] std::uint64_t defaultTasks() const override;
    void run(TaskRange range, WorkerContext& worker) const override;
    [[nodiscard]] std::size_t areaBytes(const RunShape& shape) const override;
    [[nodiscard]] WorkloadOutcome outcome(const EndedTrial& trial) const override;
    [[nodiscard]] SharedSum expected(std::uint64_t index, std::uint64_t result) const override;
    [[nodiscard]] SharedSum held(const EndedTrial& trial) const override;

private:
    [[nodiscard]] std::size_t bucketOf(std::uint64_t sample) const;

    std::uint64_t m_samples;
    std::size_t m_buckets;
    std::uint64_t m_seed;
};

} // namespace interleave
