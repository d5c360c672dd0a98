// What should be in the shared state, what is, and what is missing: three bars on one scale.
#pragma once

#include "ui/widgets/bar_rows.h"

#include <vector>

namespace interleave::ui {

/// expected = actual + lost, so the lost bar begins where the actual one ends. `style` is that of
/// the actual bar: run A is filled, run B outlined.
[[nodiscard]] std::vector<BarRow> outcomeBars(
    double updates, double lost, Meaning run = Meaning::Working, BarStyle style = BarStyle::Filled);

} // namespace interleave::ui
