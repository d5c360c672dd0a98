// The one place that turns errno into a value.
#pragma once

#include "core/base/failure.h"

#include <cerrno>
#include <string_view>
#include <system_error>

namespace interleave {

enum class SystemError {
    NotFound,
    Denied,
    Exists,
    NotAFile,
    NoSpace,
    OutOfDescriptors,
    OutOfMemory,
    LimitReached,
    Broken,
    Other,
};

/// Describes `error` (an errno) of `action`, "open /tmp/x" say, in a sentence with its remedy.
[[nodiscard]] Failure<SystemError> describeErrno(std::string_view action, int error);

/// The same as an unexpected value, from the current errno.
[[nodiscard]] inline tl::unexpected<Failure<SystemError>> failErrno(
    std::string_view action, int error = errno)
{
    return tl::unexpected<Failure<SystemError>>(describeErrno(action, error));
}

/// Of std::thread's exception: "cannot start thread 3 of 8", and which limits can be the cause.
[[nodiscard]] Failure<SystemError> describeThreadError(
    std::string_view action, const std::system_error& error);

/// What std::bad_alloc does not say: what did not fit ("the results"), and the remedy.
[[nodiscard]] std::string describeNoMemory(std::string_view what);

/// Repeats a system call that a signal interrupted: retryOnInterrupt([&] { return read(...); }).
template <class Call>
auto retryOnInterrupt(Call call)
{
    auto result = call();
    while (result == -1 && errno == EINTR)
        result = call();
    return result;
}

} // namespace interleave
