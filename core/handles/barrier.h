// A barrier between processes and threads: nobody goes on before all parties have come; then it is
// ready for the next phase (Python's Barrier).
//
//   auto barrier = Barrier::create(3).value();
//   if (barrier.wait() == Barrier::Passage::Broken) ... // in each of three processes
//
// A copy is another handle to the same barrier; forked children may use the one that they inherit.
// A party is whoever waits, so that any thread may be one.
//
// A party that dies while it waits breaks the barrier: all who wait are told Broken within 10 ms,
// and so is everybody who comes, until reset(). So does a time-out that ends, since the others
// would wait for it in vain, and abort(). Nobody can know of one that dies before it has come: the
// others wait for it, with waitFor() as long as they choose, and then the barrier is broken.
// Whoever knows better (the one who joins that process) calls abort().
//
// Each who waits sits on a robust mutex meanwhile, so the kernel tells of his death. There are as
// many of these seats as parties; when more threads than that use the barrier, one that comes while
// all are taken waits for a seat first.
// Cost: two robust locks, a load for each party, and for all but the last a sleep and a wake-up.
#pragma once

#include "core/ipc/robust_mutex.h"
#include "core/ipc/shared_block.h"
#include "core/sync/barrier_word.h"

#include <chrono>
#include <span>

namespace interleave {

class Barrier
{
public:
    static constexpr std::size_t kMaxParties = 1'024;
    /// PassedLast: to one in each phase.
    using Passage = BarrierWord::Passage;

    /// For 1 to kMaxParties, else LimitReached. OutOfMemory, OutOfDescriptors.
    [[nodiscard]] static Result<Barrier, SystemError> create(std::size_t parties);
    /// Broken when the descriptors are not a barrier's.
    [[nodiscard]] static Result<Barrier, SystemError> attach(std::vector<UniqueFd> descriptors);
    [[nodiscard]] std::vector<int> descriptors() const { return m_block.descriptors(); }

    // NOLINTNEXTLINE(modernize-use-nodiscard): who has no time-out and trusts the others ignores it
    Passage wait() const { return waitUntil(Deadline::never()); }
    /// Broken when not all have come after `timeout`, for them too.
    [[nodiscard]] Passage waitFor(std::chrono::nanoseconds timeout) const
    {
        return waitUntil(Deadline::in(timeout));
    }
    /// Breaks it.
    void abort() const { word().abort(); }
    /// Makes it as new. All who wait are told Broken; it returns when they have left, so a process
    /// that is stopped inside delays it.
    void reset() const;

    [[nodiscard]] bool isBroken() const { return word().isBroken(); }
    [[nodiscard]] std::size_t parties() const { return m_block.shape().count; }
    /// How many wait: out of date as soon as it is known.
    [[nodiscard]] std::size_t waiting() const { return word().arrived(); }

private:
    explicit Barrier(SharedBlock block)
        : m_block(std::move(block))
    {
    }
    [[nodiscard]] BarrierWord& word() const
    {
        return *reinterpret_cast<BarrierWord*>(m_block.payload());
    }
    [[nodiscard]] std::span<RobustMutex> seats() const;
    [[nodiscard]] RobustMutex* takeSeat(const Deadline& deadline) const;
    [[nodiscard]] bool aWaiterHasDied() const;
    [[nodiscard]] Passage waitUntil(const Deadline& deadline) const;
    [[nodiscard]] Passage meet(const Deadline& deadline) const;

    SharedBlock m_block;
};

} // namespace interleave
