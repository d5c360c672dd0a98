// A line of a batch's journal: fields and a sum over them, so that a line that was cut off or
// damaged is none. Text of ASCII alone, whatever bytes the names in it have.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace interleave {

/// Of the contents of a result, and of a line. The same on every machine; no protection against
/// somebody who wants it to be the same.
[[nodiscard]] std::uint64_t contentSum(std::string_view bytes);

/// With the end of the line before it, too, which that one lacks when it was cut off.
[[nodiscard]] std::string journalLine(std::span<const std::string> fields);

/// Without its ends; nothing where it is not whole.
[[nodiscard]] std::optional<std::vector<std::string>> fieldsOfJournalLine(std::string_view line);

} // namespace interleave
