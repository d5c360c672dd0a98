// What workers that meet after every phase share: the hall in which they meet, what each has noted,
// and when the first and the last arrived in each phase.
#pragma once

#include "core/sync/barrier.h"
#include "core/workload/area.h"

#include <atomic>

namespace interleave {

/// Why nobody can meet any more.
enum class Breach : std::uint32_t { No, Death, Failure, LostArrival };

/// Where they meet.
struct MeetingHall
{
    std::uint64_t parties;
    std::uint64_t phases; // tasks of each
    std::atomic<Breach> broken;
    std::atomic<std::uint64_t> brokenBy; // task
    alignas(kCacheLine) Barrier barrier;
    alignas(kCacheLine) std::uint64_t count; // arrivals in this phase, when the primitive guards it
    FutexWord generation; // moves on when all have been counted
};

/// Written by whoever plays the part.
struct MeetingParty
{
    alignas(kCacheLine) std::atomic<std::uint64_t> begun; // phases
    std::atomic<std::uint64_t> counted; // arrivals that are over
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
    explicit MeetingRooms(std::span<std::byte> area)
        : hall(objectsIn<MeetingHall>(area, 0, 1).front())
        , parties(objectsIn<MeetingParty>(area, sizeof(MeetingHall), hall.parties))
        , times(objectsIn<PhaseTimes>(
              area, sizeof(MeetingHall) + lineBytes<MeetingParty>(hall.parties), hall.phases))
    {
    }

    MeetingHall& hall;
    std::span<MeetingParty> parties;
    std::span<PhaseTimes> times;
};

} // namespace interleave
