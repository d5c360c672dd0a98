#include "core/model/outcome_remark.h"

#include "core/base/grouped_digits.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>

namespace interleave {

std::string outcomeRemark(std::span<const TrialResult> trials)
{
    const auto found = std::ranges::find_if(
        trials, [](const TrialResult& trial) { return trial.outcome.remark.has_value(); });
    if (found == trials.end())
        return {};
    const std::string& sentence = found->outcome.remark->sentence;
    const auto saysTheSame = [&](const TrialResult& trial) {
        return trial.outcome.remark && trial.outcome.remark->sentence == sentence;
    };
    if (std::ranges::all_of(trials, saysTheSame))
        return sentence;
    const auto number = static_cast<std::uint64_t>(found - trials.begin()) + 1;
    return fmt::format("trial {}: {}", groupedDigits(number), sentence);
}

bool isNothingDone(const OutcomeFigure& figure)
{
    return figure.unit == "ns" && figure.value == 0;
}

} // namespace interleave
