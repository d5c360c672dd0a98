// What a process that crashes leaves behind: the signal, whether the stack was full, and where it
// was, written into shared memory by its last act.
//
// Process safety: the process writes, its parent reads after its death. The handler runs on a stack
// of its own, so it also works when the stack is full; then the process dies of the signal as it
// would have without it. A child that the process forks dies of its own, without a note. What it
// calls is safe in a handler, but for the first use of the unwinder, which noteCrashesIn() makes.
#pragma once

#include "core/base/cache_line.h"
#include "core/process/stack_trace.h"

#include <atomic>
#include <optional>

namespace interleave {

struct alignas(kCacheLine) CrashNote
{
    std::atomic<std::uint32_t> written; // 0: nothing
    std::int32_t signal;
    bool stackWasFull;
    const void* programStart; // where the program lay in that process
    StackTrace::Raw stack;

    /// In the parent, after the death. The note is empty again.
    [[nodiscard]] std::optional<StackTrace> take();
};

/// In a child: SIGSEGV, SIGBUS, SIGFPE, SIGILL and SIGABRT write into `note`, which must live as
/// long as the process.
void noteCrashesIn(CrashNote& note);

} // namespace interleave
