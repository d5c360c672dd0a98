// What stands beside a chart of samples, so that nobody takes what is drawn for all there is.
#pragma once

#include <QString>

#include <span>

namespace interleave::ui {

/// "1,200 samples, one every 50 ms.", and where not every one has a point, how many points there
/// are. `seconds` are the samples' times since the start.
[[nodiscard]] QString samplesNote(std::span<const double> seconds, std::size_t points);

/// The same of a picture whose columns have the highest of their samples each.
[[nodiscard]] QString samplesInColumnsNote(std::span<const double> seconds, std::size_t columns);

} // namespace interleave::ui
