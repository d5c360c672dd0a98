// Of what an exported table or picture is, for who finds the file later.
#pragma once

#include "ui/run/run.h"

#include <QStringList>

namespace interleave::ui {

/// A line each: the experiment as it ran, the run's name and time, the machine as far as it is
/// known (when the run has ended). Of two runs side by side both.
[[nodiscard]] QStringList aboutRun(const Run& run);

} // namespace interleave::ui
