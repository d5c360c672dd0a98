// Paths in JSON. A path is bytes, and JSON is UTF-8: a path that is not is written as a URI, and
// so is one that would be taken for such a URI. Every path comes back as it was.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace interleave {

/// The path itself, or "file:" and the path with %FF for bytes; also of a relative one.
[[nodiscard]] std::string textOfPath(std::string_view path);
/// Nothing when it begins with "file:" and a % stands before what is no byte.
[[nodiscard]] std::optional<std::string> pathFromText(std::string_view text);

} // namespace interleave
