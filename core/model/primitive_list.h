// Primitives that are compared with each other, as a user writes them: "none, lock, atomic".
#pragma once

#include "core/model/choices.h"
#include "core/model/compared_list.h"

#include <optional>

namespace interleave {

/// Empty text means none. The error is a sentence that names the part and what is allowed; each may
/// stand there once, and one alone has nothing to be compared with.
[[nodiscard]] ComparedValues<Primitive> primitivesFromText(std::string_view text);
[[nodiscard]] std::string toText(const std::vector<Primitive>& primitives);

/// What is wrong with `text`, for ValueSpec; nothing when it is fine.
[[nodiscard]] std::optional<std::string> findPrimitivesProblem(std::string_view text);

} // namespace interleave
