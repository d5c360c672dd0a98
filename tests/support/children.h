// Forked children of a test: started together, waited for, judged by their exit status.
#pragma once

#include "core/process/child_process.h"

#include <functional>
#include <vector>

namespace interleave::test {

/// Of the descriptors above stderr it has only `keep`.
ChildProcess startChild(const std::function<int()>& body, const std::vector<int>& keep = {});

/// Waits for its end; a child that does not end within 30 s is a failure.
ExitStatus waitFor(ChildProcess& child);

/// Runs `body(rank)` in `count` processes at once; true when all exit with 0.
bool runInProcesses(
    int count, const std::function<void(int)>& body, const std::vector<int>& keep = {});

/// As in /proc: R runs, S sleeps, Z has ended and X is gone.
char stateOf(pid_t pid);

/// Whether a process (not a child) exists and has not ended.
bool isAlive(pid_t pid);

/// Asks until `condition` holds, at most for `seconds`.
bool eventually(const std::function<bool()>& condition, double seconds = 30);

/// Until a child that is about to wait, asleep or not, waits: it sleeps, or has used half a
/// millisecond more of a core, and more under a sanitizer, in which a page that is touched first
/// takes long. Or it has ended.
bool waits(pid_t pid);

} // namespace interleave::test
