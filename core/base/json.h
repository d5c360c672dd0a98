// JSON text to values, with the place of a mistake. Objects keep the order of their fields.
#pragma once

#include <cstddef>
#include <string_view>

#include <nlohmann/json.hpp>

#include "core/base/failure.h"

namespace interleave {

using Json = nlohmann::ordered_json;

enum class JsonError { Syntax, TooLarge };

/// Larger texts are refused before they are parsed.
inline constexpr std::size_t kMaxJsonBytes = 16U * 1024 * 1024;

/// Parses `text`; a syntax error names line and column, both from 1. `source` stands before the message.
[[nodiscard]] Result<Json, JsonError> parseJson(std::string_view text, std::string_view source);

} // namespace interleave
