#include "ui/run/until_now.h"

#include "core/analysis/statistics.h"

#include <algorithm>

namespace interleave::ui {

namespace {

Spread rangeOf(std::vector<double> values)
{
    if (values.empty())
        return {};
    std::ranges::sort(values);
    return {.median = quantile(values, 0.5),
        .lowerQuartile = quantile(values, 0.25),
        .upperQuartile = quantile(values, 0.75),
        .low = values.front(),
        .high = values.back()};
}

} // namespace

RunSummary summaryUntilNow(const std::vector<TrialResult>& trials)
{
    return summarise(trials, rangeOf);
}

} // namespace interleave::ui
