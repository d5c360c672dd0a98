// The numbers behind pictures of the cores.
#pragma once

#include "core/model/run_result.h"
#include "core/trace/recording.h"
#include "ui/widgets/number_table.h"

namespace interleave::ui {

/// Every sample: what this run took of each core, and what all did.
[[nodiscard]] NumberTable coreNumbers(const UtilisationSeries& series);
/// The same over the whole run.
[[nodiscard]] NumberTable coreNumbers(const std::vector<CoreResult>& cores);

} // namespace interleave::ui
