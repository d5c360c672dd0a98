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

} // namespace

std::vector<TimeTick> timeTicks(double seconds, int intervals)
{
    std::vector<TimeTick> ticks;
    const double step = tickStep(seconds, intervals);
    if (!(step > 0))
        return ticks;
    const Unit unit = durationUnit(seconds * kNsPerSecond);
    const double stepInUnit = step * kNsPerSecond / unit.size;
    const int decimals = decimalsFor(stepInUnit);
    for (int i = 0; i * step <= seconds * (1 + kTolerance); ++i) {
        const QString number = withDecimals(i * stepInUnit, decimals);
        ticks.push_back({i * step, number % QLatin1Char(' ') % unit.symbol});
    }
    return ticks;
}

} // namespace interleave::ui
