#include "app/interleave/measured_json.h"

#include "core/base/json.h"

#include <cmath>

namespace interleave {

Json finiteJson(double value)
{
    return std::isfinite(value) ? Json(value) : Json();
}

Json measuredJson(const Spread& spread)
{
    return {{"median", spread.median}, {"low", spread.low}, {"high", spread.high}};
}

Json measuredJson(const Ratio& ratio)
{
    return {{"ratio", finiteJson(ratio.ratio)},
        {"low", finiteJson(ratio.low)},
        {"high", finiteJson(ratio.high)}};
}

} // namespace interleave
