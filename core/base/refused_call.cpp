#include "core/base/refused_call.h"

#include <fmt/core.h>

#include <system_error>

namespace interleave {

tl::unexpected<Failure<SystemError>> failCall(
    std::string_view call, std::string_view action, int error)
{
    if (!isRefused(error))
        return failErrno(action, error);
    return fail(SystemError::Other,
        fmt::format("cannot {}: this system refuses the call {} ({}); use Linux 5.3 or newer, a "
                    "container whose seccomp profile allows it, and no valgrind",
            action,
            call,
            std::generic_category().message(error)));
}

} // namespace interleave
