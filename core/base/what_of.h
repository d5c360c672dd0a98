// The text of an exception. That of a user's class may be null, which no string is made from.
#pragma once

#include <exception>

namespace interleave {

[[nodiscard]] inline const char* whatOf(const std::exception& error)
{
    const char* text = error.what();
    return text != nullptr ? text : "";
}

} // namespace interleave
