#include "ui/widgets/time_ticks.h"

#include "ui/models/series_reduction.h"
#include "ui/widgets/format.h"

#include <cmath>

namespace interleave::ui {

namespace {

constexpr double kNsPerSecond = 1e9;
constexpr double kTolerance = 1e-6; // 3 x 0.2 is a hair more than 0.6

int decimalsFor(double step)
{
    return step >= 1 ? 0 : static_cast<int>(std::ceil(-std::log10(step) - kTolerance));
}

QString withDecimals(double number, int decimals)
{
    if (decimals == 0 || number == 0)
        return formatCount(std::llround(number));
    const int wholeDigits = static_cast<int>(std::floor(std::log10(number) + kTolerance)) + 1;
    return formatNumber(number, wholeDigits + decimals);
}

// All digits down to the step: "12.3456 s".
QString inUnit(double seconds, double step, const Unit& unit)
{
    const int decimals = decimalsFor(step * kNsPerSecond / unit.size);
    return withDecimals(seconds * kNsPerSecond / unit.size, decimals) % QLatin1Char(' ')
        % unit.symbol;
}

// From when the labels count: a round time not after `begin`, or 0 where the plain time has few
// digits.
double baseOf(double begin, double end, double step)
{
    constexpr double kMostSteps = 2'000; // up to there the plain time has few digits
    if (end / step <= kMostSteps)
        return 0;
    const double round = std::pow(10.0, std::ceil(std::log10(end - begin) - kTolerance));
    return std::floor(begin / round + kTolerance) * round;
}

} // namespace

std::vector<TimeTick> timeTicks(double seconds, int intervals)
{
    return timeTicks(0, seconds, intervals).ticks;
}

std::vector<TimeTick> atLeastTwoTimeTicks(double seconds, int intervals)
{
    constexpr int kMore = 4; // a step is at most 2.5 times as long as was wanted
    std::vector<TimeTick> ticks = timeTicks(seconds, intervals);
    for (int more = intervals + 1; ticks.size() == 1 && more <= intervals + kMore; ++more) {
        ticks = timeTicks(seconds, more);
        if (ticks.size() > 2)
            ticks.erase(ticks.begin() + 1, ticks.end() - 1);
    }
    return ticks;
}

TimeTicks timeTicks(double begin, double end, int intervals)
{
    TimeTicks axis;
    const double step = tickStep(end - begin, intervals);
    if (!(step > 0))
        return axis;
    const double base = baseOf(begin, end, step);
    if (base > 0)
        axis.base = inUnit(base, end - begin, durationUnit(base * kNsPerSecond));
    const Unit unit = durationUnit((end - base) * kNsPerSecond);
    const QString sign = base > 0 ? QStringLiteral("+") : QString();
    const double tolerance = (end - begin) * kTolerance;
    for (auto i = std::llround(std::ceil((begin - base - tolerance) / step));; ++i) {
        const double offset = static_cast<double>(i) * step;
        if (base + offset > end + tolerance)
            return axis;
        axis.ticks.push_back({base + offset, sign % inUnit(offset, step, unit)});
    }
}

} // namespace interleave::ui
