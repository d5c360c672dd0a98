// What should be in the shared state, what is, and what is missing: three bars on one scale, or all
// in one.
#pragma once

#include "ui/widgets/bar_rows.h"

#include <vector>

namespace interleave::ui {

/// expected = actual + lost, so the lost bar begins where the actual one ends. `style` is that of
/// the actual bar: run A is filled, run B outlined.
[[nodiscard]] std::vector<BarRow> outcomeBars(
    double updates, double lost, Meaning run = Meaning::Working, BarStyle style = BarStyle::Filled);

/// One bar: what is, and after it what is lost, which is its number.
[[nodiscard]] BarRow outcomeBar(double updates, double lost, Meaning run, BarStyle style);

} // namespace interleave::ui
