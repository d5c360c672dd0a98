// Text that somebody else has written (a file, a file name, an exception), as it may stand in a
// message: what a terminal would obey is shown instead.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

namespace interleave {

/// Control bytes as \x1b, characters that turn the direction of writing as \u{202e}, bytes that are
/// no UTF-8 as \xff. Lines stay lines.
[[nodiscard]] std::string printable(std::string_view text);

/// A value in a message: printable, in one line, and its first 100 bytes where it is longer.
[[nodiscard]] std::string shown(std::string_view value);

/// A path or a whole message: cut in the middle, because the name stands at the end of the one and
/// the reason at the end of the other.
[[nodiscard]] std::string shownBothEnds(std::string_view text, std::size_t limit = 300);

/// Copies `text` into `to`, without its middle where it does not fit; gives back the bytes used.
/// Never cuts a UTF-8 character in two, takes no memory.
std::size_t copyBothEnds(std::string_view text, std::span<char> to);

} // namespace interleave
