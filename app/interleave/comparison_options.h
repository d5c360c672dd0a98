// The options of those commands that set runs or arms side by side.
#pragma once

#include "core/analysis/verdict.h"

#include <cstddef>
#include <optional>

namespace CLI {
class App;
}

namespace interleave {

struct ComparisonOptions
{
    ComparisonRules rules{};
    std::size_t base = 1; // the others are set beside this one, counted from 1
    std::optional<double> failIfSlower{}; // by more than this share: a status of its own

    void addTo(CLI::App& command);
};

} // namespace interleave
