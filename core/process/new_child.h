// What a process does first that has been forked or spawned, and how it ends.
#pragma once

#include <functional>
#include <span>
#include <sys/types.h>

namespace interleave {

/// In a new child: default handling of every signal but SIGINT, which is its parent's to decide on,
/// no descriptor above stderr but those in `keep`, and no realtime scheduling (SCHED_FIFO,
/// SCHED_RR): on cores that such children fill nobody gets to stop one that hangs.
void prepareChild(std::span<const int> keep);

/// In a child of `parent`: from now on the kernel ends it with the thread that has started it. Ends
/// it here when that process has gone already.
void endWithThreadOf(pid_t parent);

/// What `body` gives. Where it throws, which nothing above may see in a new process: 125, and what
/// was thrown stands on stderr.
[[nodiscard]] int exitCodeOf(const std::function<int()>& body) noexcept;

} // namespace interleave
