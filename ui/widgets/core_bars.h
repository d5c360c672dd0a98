// How busy each core was over a whole run, where it was too short to be sampled or no samples were
// kept.
#pragma once

#include "core/model/run_result.h"
#include "ui/widgets/bar_rows.h"
#include "ui/widgets/legend.h"

#include <vector>

namespace interleave::ui {

/// A row per core: this run's share in the look of its run, what else ran there in neutral, to 100
/// %.
[[nodiscard]] std::vector<BarRow> coreBars(const std::vector<CoreResult>& cores,
    Meaning run = Meaning::Working,
    BarStyle style = BarStyle::Filled);

/// What the parts of such bars are.
[[nodiscard]] std::vector<LegendEntry> legendOfCoreBars(
    Meaning run = Meaning::Working, BarStyle style = BarStyle::Filled);

/// One line that says why there are bars instead of curves.
[[nodiscard]] QString whyNoSamples(std::uint64_t wallNs);

} // namespace interleave::ui
