// Producers and consumers: some workers put numbered items into a buffer of limited size, the
// others take them out. Every item says at the end who received it, and how often.
//
// Between the two sides lies a ring in shared memory, with semaphores, condition variables or
// asking again for those who must wait, or the library's Queue or Pipe. Under the racing ones a
// place may be written twice or read twice. So nobody waits for a number of items: who waits goes
// on waiting only while somebody may still come, and the run ends whatever was lost.
//
// A worker that dies has its tasks taken over. But a semaphore forgets what a dead worker had taken
// of it, so that then all tasks that are left fail with this reason.
#pragma once

#include "core/workload/workload.h"

namespace interleave {

/// Makes the queue or pipe.
[[nodiscard]] Result<std::unique_ptr<Workload>, WorkloadError> makeBoundedBuffer(
    const Experiment& experiment);

} // namespace interleave
