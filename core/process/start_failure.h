// Why the kernel has started no process, where its error number says something else.
//
// Safe in all threads.
#pragma once

#include "core/base/failure.h"
#include "core/base/system_error.h"

#include <string>

namespace interleave {

/// `action`: "start a process"; `error`: the errno of fork(2) or posix_spawn(3).
[[nodiscard]] tl::unexpected<Failure<SystemError>> failStart(const std::string& action, int error);

} // namespace interleave
