// A list in one text, with commas between its parts: "raise@5, kill-worker".
#pragma once

#include "core/base/trimmed.h"

#include <string_view>
#include <vector>

namespace interleave {

/// The parts without the blanks around them; none for a blank text. A part may be empty.
[[nodiscard]] inline std::vector<std::string_view> partsOf(std::string_view text)
{
    std::vector<std::string_view> parts;
    if (trimmed(text).empty())
        return parts;
    for (std::size_t comma = text.find(','); comma != std::string_view::npos;
         comma = text.find(',')) {
        parts.push_back(trimmed(text.substr(0, comma)));
        text.remove_prefix(comma + 1);
    }
    parts.push_back(trimmed(text));
    return parts;
}

} // namespace interleave
