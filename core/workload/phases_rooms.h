// What workers that meet after every phase share: the hall in which they meet, what each has noted,
// and when the first and the last arrived in each phase.
//
// A party whose task has failed never comes to that task's meeting. The ledger says so, and the
// others hold the meeting without it; its worker, or the successor of that, is there at the next.
#pragma once

#include "core/sync/barrier_word.h"
#include "core/work/task_ledger.h"
#include "core/workload/area.h"

#include <atomic>

namespace interleave {

/// The engine has its own: in shared memory it is the workers' to write.
struct MeetingSize
{
    std::uint64_t parties;
    std::uint64_t phases; // tasks of each
};

/// Where they meet.
struct MeetingHall
{
    MeetingSize size; // for the workers
    std::atomic<std::uint32_t>
        broken; // not 0: an arrival was not counted, nobody can meet any more
    std::atomic<std::uint64_t> incomplete; // meetings without somebody whose task had failed
    alignas(kCacheLine) BarrierWord barrier;
    alignas(kCacheLine) std::uint64_t count; // arrivals in this phase, when the primitive guards it
    FutexWord generation; // meetings that are over
};

/// Written by whoever plays the part.
struct MeetingParty
{
    alignas(kCacheLine) std::atomic<std::uint64_t> begun; // phases
    std::atomic<std::uint64_t>
        arriving; // arrivals that were begun; one that dies in it begins again
    std::atomic<std::uint64_t> arrived; // arrivals that are over
    std::uint64_t largestSkew;
    std::uint64_t waitTicks;
};

struct PhaseTimes
{
    std::atomic<std::uint64_t> beforeFirst; // UINT64_MAX - ticks of the first arrival
    std::atomic<std::uint64_t> last;
};

class MeetingRooms
{
public:
    MeetingRooms(std::span<std::byte> area, const MeetingSize& of)
        : size(of)
        , hall(hallIn(area))
        , parties(objectsIn<MeetingParty>(area, sizeof(MeetingHall), of.parties))
        , times(objectsIn<PhaseTimes>(
              area, sizeof(MeetingHall) + lineBytes<MeetingParty>(of.parties), of.phases))
    {
    }
    /// For a worker.
    explicit MeetingRooms(std::span<std::byte> area)
        : MeetingRooms(area, hallIn(area).size)
    {
    }
    [[nodiscard]] static MeetingHall& hallIn(std::span<std::byte> area)
    {
        return objectsIn<MeetingHall>(area, 0, 1).front();
    }

    /// Whether a party's task of a phase has failed.
    [[nodiscard]] bool hasFailed(
        std::uint64_t party, std::uint64_t phase, const TaskLedger& ledger) const;
    /// Whether nobody is still to come to the meeting of `phase`.
    [[nodiscard]] bool nobodyIsMissing(std::uint64_t phase, const TaskLedger& ledger) const;
    /// Whether it is no wonder that less than all arrivals are counted: a task of the phase has
    /// failed, or was begun again.
    [[nodiscard]] bool somebodyWasCutOff(std::uint64_t phase, const TaskLedger& ledger) const;

    MeetingSize size;
    MeetingHall& hall;
    std::span<MeetingParty> parties;
    std::span<PhaseTimes> times;
};

} // namespace interleave
