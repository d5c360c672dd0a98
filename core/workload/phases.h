// Phases: every worker does its share of phase after phase, and between two phases all meet, at a
// barrier or by counting their arrivals under the primitive. So nobody may ever be more than one
// phase ahead.
//
// A party that dies or fails never arrives: that breaks the meeting, and all other tasks fail with
// that reason. An arrival whose count was lost, because nothing guarded it, is found out as soon as
// all have arrived, and breaks the meeting as well.
#pragma once

#include "core/workload/workload.h"

namespace interleave {

[[nodiscard]] std::unique_ptr<Workload> makePhases(const Experiment& experiment);

} // namespace interleave
