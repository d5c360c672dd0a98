#include "core/model/other_load.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <numeric>
#include <string>

namespace interleave {

namespace {

constexpr double kTickNs = 1e7;

double othersShareOf(const TrialResult& trial)
{
    return trial.othersShare.value_or(0);
}

} // namespace

double coresUsed(const TrialResult& trial)
{
    return std::transform_reduce(
        trial.cores.begin(), trial.cores.end(), 0.0, std::plus(), std::mem_fn(&CoreResult::run));
}

std::optional<double> othersShare(std::span<const CoreResult> cores, double ours)
{
    double busy = 0;
    for (const CoreResult& core : cores) {
        if (!core.utilisation)
            return std::nullopt;
        busy += *core.utilisation;
    }
    if (cores.empty())
        return std::nullopt;
    return std::clamp((busy - ours) / static_cast<double>(cores.size()), 0.0, 1.0);
}

bool wasDisturbed(const TrialResult& trial)
{
    if (trial.wallNs == 0)
        return false;
    const double error = kTickNs / static_cast<double>(trial.wallNs);
    return othersShareOf(trial) > kMuchOfTheCores + error;
}

Remark othersRemark(std::span<const TrialResult> trials)
{
    const auto disturbed = std::ranges::count_if(trials, wasDisturbed);
    if (disturbed == 0)
        return {};
    const TrialResult& worst = *std::ranges::max_element(trials, {}, [](const TrialResult& trial) {
        return wasDisturbed(trial) ? othersShareOf(trial) : -1;
    });
    std::string percent = fmt::format("{}", std::round(othersShareOf(worst) * 100));
    if (trials.size() == 1)
        return {.sentences = {{"Others took {0} % of the cores meanwhile", {percent}}}};
    return {.sentences = {{"Others took up to {0} % of the cores in {1} of {2} trials",
                {percent, std::to_string(disturbed), std::to_string(trials.size())}}}};
}

} // namespace interleave
