// Which machine a run ran on, for those who compare runs: stable facts alone. What another boot, or
// the next minute, changes (memory, load, frequency) are readings, which stand beside it.
#pragma once

#include "core/model/run_result.h"

#include <string>

namespace interleave {

/// What of this machine a result does not say.
struct MachineLayout
{
    std::int64_t sockets = 0; // 0: not known; so for all of these
    std::int64_t threadsPerCore = 0;
    std::string governor{}; // of the frequency
};

[[nodiscard]] MachineLayout machineLayout();

/// A JSON object in one line, equal for equal machines.
[[nodiscard]] std::string machineKey(const MachineFacts& facts, const MachineLayout& layout);

/// Of this machine now, and of what others took of it in the run: a JSON object in one line.
[[nodiscard]] std::string machineReadings(const RunResult& result);

} // namespace interleave
