// Sleep: every task gives its core away for a while, then adds 1 to the count of completed tasks.
#pragma once

#include "core/workload/workload.h"

namespace interleave {

enum class SleepDistribution : std::uint8_t { Fixed, Uniform, Exponential };

/// How long task `index` sleeps, in seconds; the mean over many indices is `mean`.
[[nodiscard]] double sleepSeconds(
    SleepDistribution distribution, double mean, std::uint64_t seed, std::uint64_t index);

class SleepWorkload final : public Workload
{
public:
    explicit SleepWorkload(const Experiment& experiment);

    [[nodiscard]] std::uint64_t defaultTasks() const override;
    void run(TaskRange range, WorkerContext& worker) const override;
    [[nodiscard]] SharedSum expected(std::uint64_t index, std::uint64_t result) const override;
    [[nodiscard]] SharedSum held(const EndedTrial& trial) const override;

private:
    double m_mean;
    SleepDistribution m_distribution;
    std::uint64_t m_seed;
};

} // namespace interleave
