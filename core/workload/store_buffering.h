// Store buffering (the heart of Dekker's and Peterson's algorithms): in each round one worker
// stores 1 to x and loads y, the other stores 1 to y and loads x. Whatever the order of the four
// steps, one of the two must read 1. Processors let both read 0: a store waits in a buffer of its
// core while the load behind it goes ahead. A fence between the two forbids that.
//
// Both workers are needed for each round. A worker that dies takes its task along; the other fails
// its task of the same rounds and meets the successor in the next.
#pragma once

#include "core/workload/workload.h"

namespace interleave {

struct TaskReport;

class StoreBufferingWorkload final : public Workload
{
public:
    explicit StoreBufferingWorkload(const Experiment& experiment);

    [[nodiscard]] std::uint64_t defaultTasks() const override;
    void run(TaskRange range, WorkerContext& worker) const override;
    void workerDied(std::optional<std::uint64_t> task,
        std::int64_t pid,
        std::span<std::byte> area) const override;
    [[nodiscard]] std::size_t areaBytes(const RunShape& shape) const override;
    void prepare(std::span<std::byte> area, const RunShape& shape) const override;
    [[nodiscard]] WorkloadOutcome outcome(const EndedTrial& trial) const override;
    [[nodiscard]] SharedSum expected(std::uint64_t index, std::uint64_t result) const override;
    [[nodiscard]] SharedSum held(const EndedTrial& trial) const override;

private:
    enum class Fence { None, Full, SequentiallyConsistent };
    enum class Meeting { Met, Stopped, Alone };
    struct Words;
    struct Round; // as one of the two sees it

    static Fence fenceOf(const Experiment& experiment);
    static Meeting meet(Words& words, const Round& round, const WorkerContext& worker);
    [[nodiscard]] std::uint64_t storeAndLoad(
        std::uint64_t& mine, const std::uint64_t& theirs) const;
    void play(Words& words, const Round& round) const;
    TaskReport playAll(std::uint64_t task, Words& words, const WorkerContext& worker) const;

    Fence m_fence;
    std::uint64_t m_rounds;
};

} // namespace interleave
