// Names for files that are suggested to the user.
#pragma once

#include <QString>

namespace interleave::ui {

/// What a file of that is called, without an ending: "How busy is each core?" is
/// how-busy-is-each-core.
[[nodiscard]] QString fileNameOf(const QString& title);

} // namespace interleave::ui
