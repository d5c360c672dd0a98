// A text cut to what fits a message: a megabyte in it would hide the rest.
#pragma once

#include <cstddef>
#include <string>

namespace interleave {

/// The first `limit` bytes of `text` and "..." where it is longer; never cuts a UTF-8 character in
/// two.
[[nodiscard]] inline std::string shortened(std::string text, std::size_t limit = 100)
{
    if (text.size() <= limit)
        return text;
    const auto continues = [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U; };
    while (limit > 0 && continues(text[limit]))
        --limit;
    return text.substr(0, limit) + "...";
}

} // namespace interleave
