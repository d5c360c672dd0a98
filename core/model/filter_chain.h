// Filters one after the other, as a text: "blur sigma=3, canny low=50 high=150".
#pragma once

#include "core/model/filter.h"

#include <tl/expected.hpp>

#include <string>
#include <vector>

namespace interleave {

using FilterChain = std::vector<FilterStep>;

inline constexpr std::size_t kMaxFilters = 16;

/// The error is a sentence that names the step, what is wrong in it and what is allowed. Blanks
/// around names, values and = do not matter.
[[nodiscard]] tl::expected<FilterChain, std::string> filterChainFromText(std::string_view text);

/// The one way in which a chain is written: with the values that its text left out.
[[nodiscard]] std::string toText(const FilterChain& chain);

/// What is wrong with `text` as a chain, for ValueSpec; nothing when it is fine.
[[nodiscard]] std::optional<std::string> findFilterChainProblem(std::string_view text);

/// In the words of titles and units: "Gaussian blur (sigma 3 px), then Sobel".
[[nodiscard]] std::string describeFilters(const FilterChain& chain);

} // namespace interleave
