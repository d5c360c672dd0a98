// Runs tasks with the faults that an experiment injects into them. They are real: what happens to
// the process and to the primitive is what would happen without this code.
//
// Where there are no faults nothing of this is called.
#pragma once

#include "core/workload/workload.h"

#include <functional>
#include <span>

namespace interleave {

/// Runs `range` as workload.run() does. A task with a fault does it in place of its work. Where a
/// worker is to be killed, `askForKill` is called with the fault's position; the task itself runs.
void runWithFaults(const Workload& workload,
    std::span<const Fault> faults, // in the order of their tasks
    TaskRange range,
    WorkerContext& worker,
    const std::function<void(std::size_t)>& askForKill);

} // namespace interleave
