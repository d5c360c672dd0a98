// What came of workers that meet: how far one was ahead, how far apart they arrived, who waited.
#pragma once

#include "core/workload/phases_rooms.h"
#include "core/workload/workload.h"

#include <string_view>

namespace interleave {

/// As the error of the tasks that follow.
inline constexpr std::string_view kMeetingBroken
    = "the meeting is broken: all have arrived, but the count of an arrival was lost";

[[nodiscard]] WorkloadOutcome describePhases(const EndedTrial& trial, const MeetingSize& size);

} // namespace interleave
