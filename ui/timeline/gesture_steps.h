// How far one step goes, of the wheel or of a key.
#pragma once

namespace interleave::ui {

inline constexpr double kZoomStep = 1.25;
inline constexpr double kPanStep = 0.1; // of what is seen
inline constexpr int kRowHeightStep = 4; // pixels

} // namespace interleave::ui
