// What a process and all that descend from it have of the memory, each page once: the sum of their
// proportional set sizes (PSS), in which a page that several have counts for each of them in part.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <sys/types.h>

namespace interleave {

/// The bytes of the "Pss:" line of /proc/<pid>/smaps_rollup's text; nothing where there is none.
[[nodiscard]] std::optional<std::uint64_t> parsePss(std::string_view text);

/// As they are now; who ends meanwhile does not count. Nothing where one of them may not be looked
/// at. It reads about all processes of the machine, 10 us each, and walks the pages of those that
/// count: milliseconds.
[[nodiscard]] std::optional<std::uint64_t> proportionalBytesOfTree(pid_t root);

} // namespace interleave
