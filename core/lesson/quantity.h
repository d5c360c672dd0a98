// The numbers of a trial that a lesson can ask for, by name.
#pragma once

#include "core/model/run_result.h"

#include <optional>
#include <span>
#include <string_view>

namespace interleave {

struct Quantity
{
    std::string_view name; // in lessons: lost-share
    std::string_view unit; // of its values, as people read them: %
    std::string_view help;
    std::optional<double> (*of)(const TrialResult& trial); // nothing where it was not measured
};

/// In the order in which the documentation lists them.
[[nodiscard]] std::span<const Quantity> quantities();
/// Null where there is none of that name.
[[nodiscard]] const Quantity* findQuantity(std::string_view name);

} // namespace interleave
