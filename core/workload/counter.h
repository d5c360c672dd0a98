// The shared counter: every task adds 1 to one word, again and again.
#pragma once

#include "core/workload/workload.h"

namespace interleave {

class CounterWorkload final : public Workload
{
public:
    explicit CounterWorkload(const Experiment& experiment);

    [[nodiscard]] std::uint64_t defaultTasks() const override;
    void run(TaskRange range, WorkerContext& worker) const override;
    [[nodiscard]] std::uint64_t updates(std::uint64_t tasks) const override
    {
        return tasks * m_increments;
    }
    [[nodiscard]] SharedSum expected(std::uint64_t index, std::uint64_t result) const override;
    [[nodiscard]] SharedSum held(const EndedTrial& trial) const override;

private:
    std::uint64_t m_increments;
};

} // namespace interleave
