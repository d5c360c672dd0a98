// The facts of this machine that a result needs to be understood elsewhere.
#pragma once

#include "core/base/clock.h"
#include "core/model/run_result.h"

namespace interleave {

[[nodiscard]] MachineFacts describeMachine(const Clock& clock);

} // namespace interleave
