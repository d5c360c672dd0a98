// How a primitive is called in tables and sentences.
#pragma once

#include "core/model/choices.h"

#include <QString>

namespace interleave::ui {

/// "lock", "semaphore": the title without its explanation in brackets, where that is enough to tell
/// it from the others.
[[nodiscard]] QString primitiveTitle(Primitive primitive);

} // namespace interleave::ui
