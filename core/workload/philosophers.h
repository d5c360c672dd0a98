// Dining philosophers (Dijkstra, EWD 310, 1971): every worker is a philosopher with a fork on each
// side, which it shares with its neighbours. A task is a meal: think, take both forks, eat, put
// them back.
//
// The forks are locks of the workload, so that the wait-for graph sees who waits for whom. Each
// counts how often it was eaten with, load, add, store: were it ever in two hands, counts would be
// lost.
#pragma once

#include "core/workload/workload.h"

namespace interleave {

class PhilosophersWorkload final : public Workload
{
public:
    explicit PhilosophersWorkload(const Experiment& experiment);

    [[nodiscard]] std::uint64_t defaultTasks() const override;
    void run(TaskRange range, WorkerContext& worker) const override;
    [[nodiscard]] std::size_t areaBytes(const RunShape& shape) const override;
    void prepare(std::span<std::byte> area, const RunShape& shape) const override;
    [[nodiscard]] WorkloadOutcome outcome(const EndedTrial& trial) const override;
    [[nodiscard]] SharedSum expected(std::uint64_t index, std::uint64_t result) const override;
    [[nodiscard]] SharedSum held(const EndedTrial& trial) const override;

private:
    enum class Strategy { LeftFirst, Ordered, Waiter, TryLock };
    struct Table;
    struct Hands; // both forks of a philosopher

    static Strategy strategyOf(const Experiment& experiment);
    template <class Access>
    bool takeForks(Hands& hands, const Access& access, WorkerContext& worker) const;
    bool reachForSecond(const WorkerContext& worker) const;
    bool tryForks(Hands& hands, WorkerContext& worker) const;

    Strategy m_strategy;
    std::uint64_t m_thinkNs;
    std::uint64_t m_reachNs;
    std::uint64_t m_eatNs;
    std::uint64_t m_seed;
};

} // namespace interleave
