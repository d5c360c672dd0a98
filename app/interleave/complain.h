// What a user is told when something is wrong.
#pragma once

#include <fmt/format.h>

#include <cstdio>
#include <string>

namespace interleave {

/// Gives back `status`.
inline int complain(const std::string& message, int status)
{
    fmt::print(stderr, "interleave: {}\n", message);
    return status;
}

} // namespace interleave
