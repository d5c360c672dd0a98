// Where the ticks of a time axis stand and what they say, the same on every chart.
#pragma once

#include <QString>

#include <vector>

namespace interleave::ui {

struct TimeTick
{
    double seconds;
    QString label;
};

/// The ticks of a part of a time axis. Where their own digits would be too many, `base` tells from
/// when they count: "2.5 s", and the labels are "+0 µs", "+2 µs".
struct TimeTicks
{
    QString base;
    std::vector<TimeTick> ticks;
};

/// From 0 to `seconds` in steps of 1, 2 or 5 x 10^n, at most `intervals` of them; all in one unit,
/// with the digits that the step needs: "0 s", "0.5 s", "1.0 s".
[[nodiscard]] std::vector<TimeTick> timeTicks(double seconds, int intervals);

/// The same; where that is the beginning alone, which tells no time, another one beside it.
[[nodiscard]] std::vector<TimeTick> atLeastTwoTimeTicks(double seconds, int intervals);

/// The same for the multiples of the step from `begin` to `end`.
[[nodiscard]] TimeTicks timeTicks(double begin, double end, int intervals);

} // namespace interleave::ui
