// The window's own icons: SVG in the resources, painted at any size in the colour of the text they
// stand beside, in light and dark themes.
#pragma once

#include <QIcon>

namespace interleave::ui {

/// `name` as in resources/icons: "run".
[[nodiscard]] QIcon iconNamed(const char* name);

} // namespace interleave::ui
