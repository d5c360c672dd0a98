// The name that somebody probably meant who has mistyped it.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace interleave {

/// " (did you mean 'workers'?)" Empty where none of the names is near.
[[nodiscard]] std::string didYouMean(
    std::string_view written, std::span<const std::string_view> names);

} // namespace interleave
