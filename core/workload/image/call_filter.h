// The system calls that a sandboxed process has no use for, refused by a seccomp filter: what
// Landlock of this or that kernel does not know.
//
// Thread and process safety: binds the calling thread and what it starts later, for good. The rest
// of the sandbox must be in force already.
#pragma once

#include "core/base/system_error.h"

namespace interleave {

/// Whether this kernel takes filters.
[[nodiscard]] bool knowsCallFilters();

/// From now on EACCES: sockets, truncation by name or where nothing is written, programs; EPERM:
/// new processes, but not threads; signals to other processes (abort() and raise() go on) and what
/// brings one about, another process's memory, limits and descriptors.
[[nodiscard]] Result<void, SystemError> refuseCalls();

} // namespace interleave
