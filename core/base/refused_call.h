// System calls that a host may withhold: an older kernel lacks them, the seccomp profile of a
// container refuses them, valgrind does not know them.
#pragma once

#include "core/base/system_error.h"

namespace interleave {

/// Whether `error` says so, of a call that has no other reason for it.
[[nodiscard]] inline bool isRefused(int error)
{
    return error == ENOSYS || error == EPERM;
}

/// failErrno() that names `call` and the remedy where the host withholds it.
[[nodiscard]] tl::unexpected<Failure<SystemError>> failCall(
    std::string_view call, std::string_view action, int error = errno);

} // namespace interleave
