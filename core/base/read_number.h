// Numbers in texts, as programs write them.
#pragma once

#include <charconv>
#include <optional>
#include <string_view>
#include <system_error>

namespace interleave {

/// The number that `text` is; nothing where it is none, has more than that, or does not fit.
template <class Number>
[[nodiscard]] std::optional<Number> readNumber(std::string_view text)
{
    Number number{};
    const char* end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data(), end, number);
    if (error != std::errc() || stop != end)
        return std::nullopt;
    return number;
}

} // namespace interleave
