// What a workload has found out that stands beside a run's wall time: of its figures the one or two
// that its story is about. Known before a run, so that their places are there from the start.
#pragma once

#include "core/model/choices.h"

#include <span>
#include <string_view>

namespace interleave {

struct ToldFigure
{
    std::string_view name; // of the OutcomeFigure
    std::string_view brief; // what it is in a word or two
};

inline constexpr std::size_t kMostTold = 2;

/// Nothing of a workload whose story is what became of updates, or how it used the cores.
[[nodiscard]] std::span<const ToldFigure> toldFigures(WorkloadKind workload);

} // namespace interleave
