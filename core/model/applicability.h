// Which settings make a difference beside the others: a form shows no others. What a setting is
// that makes none is kept, and does nothing.
#pragma once

#include "core/model/experiment.h"

namespace interleave {

/// Whether the workload, as its parameters are, guards anything with the experiment's primitive:
/// some have locks of their own, or none.
[[nodiscard]] bool usesPrimitive(const Experiment& experiment);

/// Whether the workload is for how its tasks use cores and time: what they add to the shared state
/// is by the way.
[[nodiscard]] bool isAboutCores(WorkloadKind workload);

/// Whether it is for what becomes of updates, and not for an answer of its own.
[[nodiscard]] bool isAboutUpdates(WorkloadKind workload);

/// Whether another primitive makes another run: not where the tasks do something else and take it
/// once, to hand in what they got.
[[nodiscard]] bool primitiveMatters(const Experiment& experiment);

/// Whether a parameter of the experiment's workload makes a difference.
[[nodiscard]] bool parameterApplies(const Experiment& experiment, std::string_view name);

/// Whether its workers may be more or fewer: not where the workload is for exactly so many.
[[nodiscard]] bool hasPoolSizeToChoose(const Experiment& experiment);

/// Whether several things are compared, by turns and each with trials of its own. A list of one, as
/// while a user chooses, has nothing to be compared with.
[[nodiscard]] bool comparesSeveral(const Experiment& experiment);

/// Whether what happens is drawn at random: in a task, or which arm comes first, or whom a fault
/// hits. The resamples of a bootstrap interval, which also come from the seed, do not count.
[[nodiscard]] bool drawsAtRandom(const Experiment& experiment);

} // namespace interleave
