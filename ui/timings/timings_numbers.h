// What the plots of durations show, as tables.
#pragma once

#include "ui/timings/box_plots.h"
#include "ui/timings/duration_plot.h"
#include "ui/widgets/number_table.h"

#include <span>

namespace interleave::ui {

[[nodiscard]] NumberTable numbersOf(std::span<const DurationBin> bins);
[[nodiscard]] NumberTable numbersOf(std::span<const DurationBox> boxes);
/// Which share took at most how long.
[[nodiscard]] NumberTable percentilesOf(const DurationPicture& picture);

} // namespace interleave::ui
