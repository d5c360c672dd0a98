// A sweep as a person reads it in a terminal, and as programs do.
#pragma once

#include "app/interleave/sweep_findings.h"
#include "core/base/json_fwd.h"

#include <string>

namespace interleave {

[[nodiscard]] std::string describeSweep(
    const SweepResult& sweep, const SweepFindings& findings, double sameWithin);
[[nodiscard]] Json sweepJson(
    const SweepResult& sweep, const SweepFindings& findings, double sameWithin);

} // namespace interleave
