// Between which survivors each lost store lies.
//
// The survivors stored in a known order. Every lost store lies in one gap between two of them, and
// the survivor at the gap's end overwrote it. Without clocks the gap follows from what must have
// been before what: a store before whoever read it; a worker's stores in the order of its program;
// a worker's store not after the store that it reads next. Survivors lie where they lie, and
// everything else between what is before it and what is after it.
//
// One pass goes through all updates in an order that has every "before" in it and raises the lower
// bounds; a second goes back and lowers the upper bounds. That is the fixpoint: no update is
// visited twice. An order that cannot be completed, or bounds that cross, are a corrupt log.
#pragma once

#include "core/evidence/history_memory.h"
#include "core/evidence/log_check.h"
#include "core/evidence/stop_check.h"

namespace interleave {

class OverwriterBounds
{
public:
    /// `readers` is used up.
    OverwriterBounds(const OperationIndex& index,
        const CountedSet& lost,
        std::vector<std::uint8_t>& readers,
        std::span<LostUpdate> rows,
        std::uint32_t survivors,
        StopCheck& stop);

    /// Fills the rows in: their names, bounds and, as `branch`, the row of the branch's first
    /// update, in which alone `victims` counts.
    [[nodiscard]] Result<void, EvidenceError> find();

private:
    // A worker's place in the pass.
    struct Lane
    {
        std::uint64_t begin = 0; // index of its first word
        std::span<const std::uint64_t> words;
        std::uint32_t next = 0; // sequence
        std::uint32_t row = 0; // of its next lost update
        std::uint32_t bound = 1; // from its own updates before
        bool started = false;
        std::uint64_t nextRead = kRootWord; // backward: what the update after has read
    };

    void begin();
    bool skipMarks(Lane& lane) const;
    [[nodiscard]] bool isReady(std::uint32_t worker, const Lane& lane) const;
    std::uint32_t run(std::uint32_t worker);
    void raise(std::uint32_t worker, Lane& lane);
    std::uint32_t raiseLost(std::uint32_t worker, Lane& lane, std::uint64_t word);
    void release(std::uint32_t worker, std::uint32_t sequence, Lane& lane);
    void noteOrder(std::uint32_t worker, std::uint32_t count);
    void lower(std::uint32_t worker, Lane& lane);
    void lowerLost(std::uint32_t worker, Lane& lane, std::uint64_t word);
    [[nodiscard]] std::uint32_t rowOf(
        OperationName name, std::uint32_t worker, std::uint32_t reader) const;
    [[nodiscard]] std::uint32_t highOf(std::uint64_t word) const;
    bool forward();
    bool backward();

    const OperationIndex& m_index;
    const CountedSet& m_lost;
    std::vector<std::uint8_t>& m_readers; // by index: those that may still hold a store back
    std::span<LostUpdate> m_rows;
    std::uint32_t m_survivors;
    StopCheck& m_stop;
    std::vector<Lane> m_lanes;
    std::vector<std::uint32_t> m_order; // worker << 24 | how many words of it in a row, less 1
    bool m_goesOn = true; // the log does not contradict itself, and nobody wants to stop
};

} // namespace interleave
