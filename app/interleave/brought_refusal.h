// What an experiment's file brings that could do anything runs only when its user has said so.
#pragma once

#include "app/interleave/experiment_options.h"

#include <optional>

namespace interleave {

class Messages;

/// The exit status when it is refused, and told; nothing when it may run.
[[nodiscard]] std::optional<int> refuseBrought(const ExperimentOptions& options,
    const Experiment& experiment,
    bool allowsFunction,
    Messages& messages);

} // namespace interleave
