// Paths are bytes, and Qt's names are text: a byte that is no UTF-8 is lost in them, and stands
// there as U+FFFD.
#pragma once

#include <QString>

#include <filesystem>

namespace interleave::ui {

/// The path that Qt calls `name`: where bytes were lost, the one that is called so, if only one is.
/// Any thread.
[[nodiscard]] std::filesystem::path pathOf(const QString& name);

} // namespace interleave::ui
