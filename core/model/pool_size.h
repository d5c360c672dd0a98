// How many workers and tasks an experiment has where it leaves that open.
#pragma once

#include "core/model/experiment.h"

#include <cstdint>
#include <vector>

namespace interleave {

/// The fewest that can do its tasks: who sends the strips of a picture takes none of them.
[[nodiscard]] std::int64_t leastWorkers(const Experiment& experiment);

/// One for each core that can be used, as far as the workload allows; more than cores where it
/// needs more.
[[nodiscard]] std::int64_t automaticWorkers(const Experiment& experiment, std::int64_t usableCores);

/// Tasks that take about a second of two cores.
[[nodiscard]] std::int64_t usualTasks(const Experiment& experiment);

/// Those that are compared, or the one. Not of a process for each task.
[[nodiscard]] std::vector<std::int64_t> poolSizesOf(
    const Experiment& experiment, std::int64_t usableCores);

} // namespace interleave
