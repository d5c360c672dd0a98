#include "core/model/codec_share.h"

#include "core/model/image_parameters.h"
#include "core/model/python_executor.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace interleave {

namespace {

double sumOf(std::span<const TrialResult> trials, std::string_view figure)
{
    double sum = 0;
    for (const TrialResult& trial : trials) {
        const auto found = std::ranges::find(trial.outcome.figures, figure, &OutcomeFigure::name);
        sum += found == trial.outcome.figures.end() ? 0 : found->value;
    }
    return sum;
}

constexpr double kWorthSaying = 1.05;

struct Gain
{
    double workers = 0; // that have a core
    double times = 1; // as fast
};

double workersWithACore(const TrialResult& trial, std::int64_t usableCores)
{
    const auto workers = static_cast<double>(trial.workers.size());
    return usableCores > 0 ? std::min(workers, static_cast<double>(usableCores)) : workers;
}

// Of the time that one worker needs for a picture: Amdahl's law.
double leastTime(double share, double workers)
{
    return share + (1 - share) / workers;
}

// Whole pictures come in rounds, of which the last may leave workers idle. Strips share all work
// out, but no picture is done in less than its codecs and its part of the filters take.
Gain gainOfStrips(const TrialResult& trial, double share, double workers)
{
    const auto pictures = static_cast<double>(trial.tasks.total);
    if (workers < 2 || pictures == 0)
        return {};
    const double whole = std::ceil(pictures / workers);
    const double inStrips = std::max(pictures / workers, leastTime(share, workers));
    return {workers, whole / inStrips};
}

Gain limitOfStrips(double share, double workers)
{
    return workers < 2 ? Gain{} : Gain{workers, 1 / leastTime(share, workers)};
}

// In all of its arms, or in one.
bool hasStrips(const Experiment& experiment)
{
    const bool isCompared
        = !experiment.varyParam.empty() && experiment.varyParam.name == "division";
    return inStrips(experiment) || isCompared;
}

bool lostUpdates(std::span<const TrialResult> trials)
{
    return std::ranges::any_of(
        trials, [](const TrialResult& trial) { return trial.race.lost > 0; });
}

} // namespace

std::optional<double> codecShare(std::span<const TrialResult> trials)
{
    const double codecs = sumOf(trials, "decode_ns") + sumOf(trials, "encode_ns");
    const double filters = sumOf(trials, "filter_ns");
    if (codecs == 0 || filters == 0) // no picture came so far
        return std::nullopt;
    return codecs / (codecs + filters);
}

Remark codecRemark(
    const Experiment& experiment, std::span<const TrialResult> trials, std::int64_t usableCores)
{
    const auto share = codecShare(trials);
    if (!share || isPython(experiment.executor) || lostUpdates(trials))
        return {};
    const bool inStrips = hasStrips(experiment);
    Gain most;
    for (const TrialResult& trial : trials) {
        const double workers = workersWithACore(trial, usableCores);
        const Gain gain
            = inStrips ? limitOfStrips(*share, workers) : gainOfStrips(trial, *share, workers);
        most = std::ranges::max(most, gain, {}, &Gain::times);
    }
    if (most.times < kWorthSaying)
        return {};
    return {
        .sentences = {{inStrips
                ? "Decoding and encoding are about {0} % of the work, and one worker does them for "
                  "a picture: {1} workers make it at most {2} times as fast as one does"
                : "Decoding and encoding are about {0} % of the work, and one worker does them for "
                  "a picture: on {1} workers strips could make this run about {2} times as fast at "
                  "most",
            {fmt::format("{:.0f}", *share * 100),
                fmt::format("{:.0f}", most.workers),
                fmt::format("{:.3g}", most.times)}}}};
}

Remark codecRemark(const RunResult& run)
{
    return codecRemark(run.experiment, run.trials, run.machine.usableCores);
}

} // namespace interleave
