// Which time stands at which pixel: `range` over `width` pixels from `left`. Pure functions.
#pragma once

#include "ui/models/time_range.h"

namespace interleave::ui {

struct TimeScale
{
    TimeRange range;
    double left = 0;
    double width = 0;

    /// 0 where there is nothing to divide.
    [[nodiscard]] double nsPerPixel() const
    {
        return width > 0 && !range.isEmpty() ? range.length() / width : 0;
    }
    [[nodiscard]] double timeAt(double x) const { return range.begin + (x - left) * nsPerPixel(); }
    /// `left` for every time on an empty scale.
    [[nodiscard]] double xOf(double ns) const
    {
        const double step = nsPerPixel();
        return step > 0 ? left + (ns - range.begin) / step : left;
    }
    bool operator==(const TimeScale&) const = default;
};

} // namespace interleave::ui
