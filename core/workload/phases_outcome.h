// What came of workers that meet: how far one was ahead, how far apart they arrived, who waited.
#pragma once

#include "core/workload/phases_rooms.h"
#include "core/workload/workload.h"

namespace interleave {

/// As the error of the tasks that follow.
[[nodiscard]] std::string whyBroken(const MeetingHall& hall);

[[nodiscard]] WorkloadOutcome describePhases(const EndedTrial& trial);

} // namespace interleave
