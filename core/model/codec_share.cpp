#include "core/model/codec_share.h"

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

} // namespace

std::optional<double> codecShare(std::span<const TrialResult> trials)
{
    const double codecs = sumOf(trials, "decode_ns") + sumOf(trials, "encode_ns");
    const double filters = sumOf(trials, "filter_ns");
    if (codecs == 0 || filters == 0) // no picture came so far
        return std::nullopt;
    return codecs / (codecs + filters);
}

Remark codecRemark(ExecutorKind executor, std::span<const TrialResult> trials)
{
    const auto share = codecShare(trials);
    if (!share || isPython(executor))
        return {};
    return {.sentences
        = {{"Decoding and encoding are {0} % of the work, and one worker does them for a picture: "
            "strips can make it at most {1} times as fast",
            {fmt::format("{:.0f}", *share * 100), fmt::format("{:.3g}", 1 / *share)}}}};
}

} // namespace interleave
