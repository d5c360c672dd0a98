// Which duration stands at which pixel, linearly or logarithmically, and the bars of a histogram
// over it. Pure functions.
#pragma once

#include "core/trace/duration_counts.h"

#include <QString>

#include <vector>

namespace interleave::ui {

enum class AxisShape { Linear, Logarithmic };

/// Logarithmic where the slowest of a hundred takes more than 20 times as long as the median, or
/// the slowest of all 100 times: on a linear axis all others would share a bar.
[[nodiscard]] AxisShape fittingShape(const DurationCounts& counts);

struct DurationTick
{
    double ns = 0;
    QString label; // empty for the ticks between
};

struct DurationTicks
{
    QString base{}; // the labels count from this; empty: from 0
    std::vector<DurationTick> ticks{};
};

/// From `beginNs` to `endNs`, over a width of 1.
struct DurationAxis
{
    AxisShape shape = AxisShape::Linear;
    double beginNs = 0; // above 0 where it is logarithmic
    double endNs = 0;

    [[nodiscard]] bool isEmpty() const { return !(endNs > beginNs); }
    /// 0 to 1; durations outside are at the ends.
    [[nodiscard]] double shareOf(double ns) const;
    [[nodiscard]] double nsAt(double share) const;
    /// At most about so many with labels.
    [[nodiscard]] DurationTicks ticks(int wanted) const;

    bool operator==(const DurationAxis&) const = default;
};

/// Round numbers around all that was counted.
[[nodiscard]] DurationAxis axisFor(const DurationCounts& counts, AxisShape shape, double nsPerTick);

/// One bar. Its ends lie between the durations that a clock can tell, so that every one belongs to
/// one bar.
struct DurationBin
{
    double beginNs = 0;
    double endNs = 0;
    std::uint64_t count = 0;
};

/// About `wanted` bars of equal width on the axis, from its begin to its end. Bars end where
/// buckets end, so their counts are exact; what is shorter than a tick of a logarithmic axis's
/// begin is in the first.
[[nodiscard]] std::vector<DurationBin> binsOf(
    const DurationCounts& counts, const DurationAxis& axis, double nsPerTick, int wanted);

} // namespace interleave::ui
