// The ways in which a meeting counts who has arrived, and what those who wait sleep on:
//
//   heldAt(phase)   the number of the meeting that is held now; beyond `phase` when that is over
//   arrive(phase)   once by each party
//   sleep(held)     until that meeting is over, or for a while
//   end(held)       ends it without those that will never arrive; false when it was over
//
// A party that dies at any step was counted or was not: who waits finds out that nobody is missing
// (MeetingRooms) and ends the meeting.
#pragma once

#include "core/sync/racing_word.h"
#include "core/workload/phases_rooms.h"
#include "core/workload/worker_context.h"

namespace interleave {

inline constexpr std::chrono::milliseconds kBetweenLooks{5}; // of who waits, at the others

class BarrierCounter
{
public:
    explicit BarrierCounter(BarrierWord& barrier)
        : m_barrier(barrier)
    {
    }
    // The barrier's phases come round; nobody is half a round behind.
    [[nodiscard]] std::uint64_t heldAt(std::uint64_t phase) const
    {
        const std::uint64_t behind = (phase - m_barrier.phase()) % BarrierWord::kPhases;
        return behind < BarrierWord::kPhases / 2 ? phase - behind : phase + 1;
    }
    void arrive(std::uint64_t) const { (void)m_barrier.arrive(); }
    void sleep(std::uint64_t held) const
    {
        (void)m_barrier.await({phaseOf(held), {}}, Deadline::in(kBetweenLooks));
    }
    [[nodiscard]] bool end(std::uint64_t held) const { return m_barrier.endPhase(phaseOf(held)); }

private:
    static std::uint32_t phaseOf(std::uint64_t held)
    {
        return static_cast<std::uint32_t>(held % BarrierWord::kPhases);
    }
    BarrierWord& m_barrier;
};

// A count that the experiment's primitive guards; or does not, and then arrivals get lost.
template <class Access>
class GuardedCounter
{
public:
    GuardedCounter(const MeetingRooms& rooms, const Access& access, const WorkerContext& worker)
        : m_rooms(rooms)
        , m_access(access)
        , m_worker(worker)
    {
    }
    [[nodiscard]] std::uint64_t heldAt(std::uint64_t) const
    {
        return m_rooms.hall.generation.load();
    }
    void arrive(std::uint64_t phase) const
    {
        MeetingHall& hall = m_rooms.hall;
        bool last = false;
        m_access.update([&](const auto& add) {
            add(hall.count, 1);
            last = loadRacing(hall.count) >= m_rooms.size.parties;
            if (last)
                beginNext(phase);
        });
        if (last)
            futexWakeAll(hall.generation);
    }
    void sleep(std::uint64_t held) const
    {
        futexWait(m_rooms.hall.generation,
            static_cast<std::uint32_t>(held),
            std::chrono::nanoseconds(kBetweenLooks).count());
    }
    // All have arrived, so all should have been counted but those that were cut off.
    [[nodiscard]] bool end(std::uint64_t held) const
    {
        MeetingHall& hall = m_rooms.hall;
        const bool excused = m_rooms.somebodyWasCutOff(held, m_worker.ledger);
        bool ended = false;
        m_access.update([&](const auto&) {
            if (hall.generation.load() != held)
                return;
            if (excused)
                ended = beginNext(held);
            else
                hall.broken.store(1);
        });
        futexWakeAll(hall.generation);
        return ended;
    }

private:
    bool beginNext(std::uint64_t held) const
    {
        storeRacing(m_rooms.hall.count, 0);
        auto expected = static_cast<std::uint32_t>(held);
        return m_rooms.hall.generation.compare_exchange_strong(expected, expected + 1);
    }
    const MeetingRooms& m_rooms;
    const Access& m_access;
    const WorkerContext& m_worker;
};

struct NoMeeting
{
    [[nodiscard]] static std::uint64_t heldAt(std::uint64_t phase) { return phase + 1; }
    static void arrive(std::uint64_t) { }
    static void sleep(std::uint64_t) { }
    [[nodiscard]] static bool end(std::uint64_t) { return false; }
};

} // namespace interleave
