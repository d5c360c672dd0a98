// What the tests have in common in which a worker of a run is stopped (SIGSTOP).
#pragma once

#include "tests/support/engine_run.h"

#include <string>

namespace interleave::test {

/// Of its two tasks the first hangs until its time-out.
inline Experiment hanging(double timeout)
{
    return {.workload = WorkloadKind::Squares,
        .tasks = 2,
        .workers = 1,
        .timeout = timeout,
        .inject = {{.kind = FaultKind::Hang, .task = 0}}};
}

inline bool saysThatOneIsKilled(const WatchedRun& run)
{
    return run.logged.find("it is killed") != std::string::npos;
}

} // namespace interleave::test
