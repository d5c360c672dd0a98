// A barrier: nobody goes on before all parties have arrived; then it is ready for the next phase
// (Python's threading.Barrier).
//
// Fairness: all go on together. Cost: one atomic operation to arrive, and for all but the last a
// sleep and a wake-up, about 5 us. A party that dies never arrives, or has arrived and will be
// missing in the next phase; either way the others could not go on as agreed. So a death breaks the
// barrier (recover): all who wait and all who come are told Broken, at once, until reset(). So does
// a party whose time-out ends, since the others would wait for it in vain, and abort(). Parties
// that know who is dead may end a phase without it instead (endPhase).
#pragma once

#include "core/base/deadline.h"
#include "core/ipc/futex.h"
#include "core/sync/guard.h"

#include <optional>

namespace interleave {

class BarrierWord
{
public:
    enum class Passage { Passed, PassedLast, Broken };
    static constexpr std::uint32_t kMaxParties = 0xffff;
    static constexpr std::uint32_t kPhases = 0x8000; // then they are counted from 0 again

    /// Must be called once before use. 1 <= parties <= kMaxParties.
    void create(std::uint32_t parties) { m_parties = parties; }

    /// One of each phase is the last. Broken: aborted, a party died, or `deadline` passed, here or
    /// for another.
    [[nodiscard]] Passage wait(const Deadline& deadline);
    /// The same in two steps, for a party that looks around while it waits: arrive() once, then
    /// await() until it says how the phase ended. Nothing at the deadline: it goes on.
    struct Arrival
    {
        std::uint32_t phase;
        std::optional<Passage> passage; // when that is known at once
    };
    [[nodiscard]] Arrival arrive();
    [[nodiscard]] std::optional<Passage> await(const Arrival& arrival, const Deadline& deadline);
    /// Phases that are over, modulo kPhases.
    [[nodiscard]] std::uint32_t phase() const { return phaseOf(m_word.load()); }
    /// Ends `phase` without those that will never arrive, for parties that would rather go on
    /// without the dead than break up. Nobody else may be about to arrive. False when it was over.
    bool endPhase(std::uint32_t phase);
    /// Breaks it, unless that phase has ended.
    void abort(const Arrival& arrival);
    void abort();
    /// Makes a broken barrier usable, for as many parties. Nobody may wait or be about to.
    void reset();
    [[nodiscard]] bool isBroken() const { return (m_word.load() & kBroken) != 0; }
    /// Parties that wait in this phase.
    [[nodiscard]] std::uint32_t arrived() const { return m_word.load() & kArrived; }
    void recover(WorkerIndex) { abort(); }

private:
    static constexpr std::uint32_t kArrived = 0xffff;
    static constexpr std::uint32_t kBroken = 0x1'0000;
    static constexpr std::uint32_t kPhase = 0x2'0000; // phases count from here

    static std::uint32_t phaseOf(std::uint32_t word) { return word / kPhase; }

    std::uint32_t m_parties;
    FutexWord m_word;
};

} // namespace interleave
