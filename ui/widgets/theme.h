// Light, dark, or as the desktop has it: the application's palette, with a style that draws
// the same on every desktop.
#pragma once

#include <QPalette>

namespace interleave::ui {

enum class Theme { System, Light, Dark };

[[nodiscard]] QPalette lightTheme();
[[nodiscard]] QPalette darkTheme();

/// For the one QApplication, which must exist.
void applyTheme(Theme theme);

} // namespace interleave::ui
