// Units as they follow a number.
#pragma once

#include <string_view>

namespace interleave {

/// "meal" for "meals"; symbols are the same.
[[nodiscard]] constexpr std::string_view unitOfOne(std::string_view unit)
{
    constexpr std::size_t kLongestSymbol = 3; // longer ones are words
    const bool plural = unit.size() > kLongestSymbol && unit.ends_with('s');
    return plural ? unit.substr(0, unit.size() - 1) : unit;
}

} // namespace interleave
