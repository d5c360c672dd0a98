// One thing that a worker did, as it stands in its log: 32 bytes, two per cache line.
#pragma once

#include <cstdint>

namespace interleave {

enum class EventKind : std::uint8_t { Task = 1, OwnerDied = 2 };
enum class TaskOutcome : std::uint8_t { Succeeded = 0, Failed = 1 };

struct Event
{
    std::uint64_t begin; // ticks of the recording's clock
    std::uint64_t end;
    std::uint64_t task; // its index
    std::uint32_t waitTicks; // of end - begin, spent waiting for the primitive; saturates
    std::uint16_t core; // where it ended
    EventKind kind;
    TaskOutcome outcome;
};
static_assert(sizeof(Event) == 32);

} // namespace interleave
