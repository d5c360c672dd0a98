// A process that only shows a window, for window_start.cpp to measure.
#pragma once

#include <string_view>

namespace interleave::ui {

inline constexpr std::string_view kShowWindow = "--show-window"; // ours
inline constexpr std::string_view kShowEmptyWindow = "--show-empty-window"; // Qt's own floor

/// Prints its resident memory in MB once it is painted. The process's status.
[[nodiscard]] int showWindowAlone(std::string_view which);

} // namespace interleave::ui
