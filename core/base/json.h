// JSON text to values, with the place of a mistake. Objects keep the order of their fields.
#pragma once

#include "core/base/failure.h"
#include "core/base/json_fwd.h"

#include <nlohmann/json.hpp>

#include <cstddef>
#include <string_view>

namespace interleave {

/// Larger texts are refused before they are parsed.
inline constexpr std::size_t kMaxJsonBytes = std::size_t{16} * 1024 * 1024;

/// Arrays and objects inside each other. Copying and writing a value recurse, so depth is stack.
inline constexpr std::size_t kMaxJsonDepth = 100;

/// Parses `text`; a mistake's message names line and column (in bytes), both from 1, after
/// `source`, and the field where it is about a value. A field that is there twice is a mistake.
[[nodiscard]] Result<Json, JsonError> parseJson(std::string_view text, std::string_view source);

/// Whether it has more levels than a value may have.
[[nodiscard]] bool nestsTooDeeply(std::string_view text);

} // namespace interleave
