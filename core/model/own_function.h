// The workload whose task the user writes: Python code that defines task(n). It is text to us until
// a Python interpreter has it.
#pragma once

#include "core/model/field_value.h"

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace interleave {

/// It goes to each worker in the arguments of a program, of which one may have 128 KiB.
inline constexpr std::size_t kMostFunctionBytes = std::size_t{16} << 10U;

/// Of a file that it may stand in: what is too long is then said of its text.
inline constexpr std::size_t kMostFunctionFileBytes = std::size_t{1} << 20U;

/// "code".
[[nodiscard]] std::span<const ValueSpec> ownFunctionParameters();

/// What is wrong with it as far as that is known without Python: a sentence, or nothing.
[[nodiscard]] std::optional<std::string> findFunctionProblem(std::string_view code);

/// A file's text with lines that end as Python's do, and without a mark of its encoding.
[[nodiscard]] std::string withPlainLines(std::string_view text);

/// What stands there before anybody has written one.
[[nodiscard]] std::string_view suggestedFunction();

} // namespace interleave
