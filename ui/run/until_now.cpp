#include "ui/run/until_now.h"

#include "core/analysis/statistics.h"
#include "core/model/run_verdict.h"

#include <algorithm>
#include <array>
#include <utility>

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
    RunSummary summary;
    std::array<std::vector<double>, 3> values;
    for (const TrialResult& trial : trials) {
        if (isComplete(trial)) {
            ++summary.trials;
            values[0].push_back(static_cast<double>(trial.wallNs));
            values[1].push_back(trial.throughputPerS);
            values[2].push_back(static_cast<double>(trial.race.lost));
        }
        summary.tasks.total += trial.tasks.total;
        summary.tasks.succeeded += trial.tasks.succeeded;
        summary.tasks.failed += trial.tasks.failed;
        summary.tasks.timedOut += trial.tasks.timedOut;
        summary.tasks.cancelled += trial.tasks.cancelled;
    }
    summary.wallNs = rangeOf(std::move(values[0]));
    summary.throughputPerS = rangeOf(std::move(values[1]));
    summary.lost = rangeOf(std::move(values[2]));
    return summary;
}

} // namespace interleave::ui
