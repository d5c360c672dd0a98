// A count as people read it: 37,912.
#pragma once

#include <cstdint>
#include <string>

namespace interleave {

[[nodiscard]] inline std::string groupedDigits(std::uint64_t count)
{
    std::string text = std::to_string(count);
    for (std::size_t place = text.size(); place > 3; place -= 3)
        text.insert(place - 3, 1, ',');
    return text;
}

} // namespace interleave
