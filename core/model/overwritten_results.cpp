#include "core/model/overwritten_results.h"

#include "core/model/catalogue.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace interleave {

namespace {

// Those on which contents depend, and names do not.
bool changesContentsAlone(std::string_view parameter)
{
    constexpr std::array<std::string_view, 3> kThose{"filters", "quality", "damaged"};
    return std::ranges::find(kThose, parameter) != kThose.end();
}

} // namespace

Remark overwrittenRemark(const RunResult& result)
{
    const Experiment& experiment = result.experiment;
    const VariedParameter& varied = experiment.varyParam;
    if (experiment.workload != WorkloadKind::ImageFilter || result.trials.empty()
        || !changesContentsAlone(varied.name)
        || parameter<std::string>(experiment, "output").empty())
        return {};
    const std::uint32_t arm = result.trials.back().arm;
    const auto last = arm < result.arms.size() ? result.arms[arm].arm.value : std::nullopt;
    if (!last || *last >= varied.values.size())
        return {};
    return {.sentences = {{"All values of {0} wrote their results into the same files: what is "
                           "there now is of {1}, which ran last",
                {varied.name, varied.values[*last]}}}};
}

} // namespace interleave
