// Readers and writers: writers change several words together, readers compare them. A reader that
// finds words that differ has a torn read: it saw a change half done.
//
// Where the primitive knows readers from writers, readers enter together.
#pragma once

#include "core/workload/workload.h"

namespace interleave {

class ReadersWritersWorkload final : public Workload
{
public:
    explicit ReadersWritersWorkload(const Experiment& experiment);

    [[nodiscard]] std::uint64_t defaultTasks() const override;
    void run(TaskRange range, WorkerContext& worker) const override;
    [[nodiscard]] std::size_t areaBytes(const RunShape& shape) const override;
    [[nodiscard]] WorkloadOutcome outcome(const EndedTrial& trial) const override;
    [[nodiscard]] SharedSum expected(std::uint64_t index, std::uint64_t result) const override;
    [[nodiscard]] SharedSum held(const EndedTrial& trial) const override;

private:
    struct Board;
    struct Notes;

    void write(Board& board, const WorkerContext& worker) const;
    void read(Board& board, Notes& notes, const WorkerContext& worker) const;
    template <class Access>
    void operate(
        bool writes, Board& board, Notes& notes, const Access& access, WorkerContext& worker) const;

    std::uint64_t m_operations;
    std::uint64_t m_writeEvery;
    std::size_t m_words;
};

} // namespace interleave
