// How far a trial is, in one sentence.
#pragma once

#include "ui/models/live_snapshot.h"

#include <QString>

namespace interleave::ui {

/// "Trial 2 of 5: 40,000 of 100,000 tasks are done (40 %)".
[[nodiscard]] QString progressText(const LiveSnapshot& live);

} // namespace interleave::ui
