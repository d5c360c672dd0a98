// The failures of a trial that goes on, for who looks at it meanwhile: each once, in the words that
// its result will have. Of more than the log has words for only the first.
#pragma once

#include "core/engine/plan/run_plan.h"
#include "core/engine/resources/trial_memory.h"
#include "core/engine/trial/recovery.h"
#include "core/model/run_result.h"

#include <cstddef>
#include <cstdint>
#include <set>
#include <vector>

namespace interleave {

/// Those in words that are known now, of deaths first.
[[nodiscard]] std::vector<TaskError> failuresInWords(
    TrialMemory& memory, const Recovery& recovery, const Workload& workload);

class LiveFailures
{
public:
    /// Of tasks, since the last call.
    [[nodiscard]] std::vector<TaskError> takeNew(
        TrialMemory& memory, const Recovery& recovery, const Workload& workload);

private:
    std::size_t m_known = 0; // with those of no task
    std::set<std::uint64_t> m_told; // tasks
};

} // namespace interleave
