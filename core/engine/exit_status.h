// The exit statuses of `interleave` (DESIGN section 6).
#pragma once

#include "core/engine/run_plan.h"
#include "core/model/run_result.h"

#include <algorithm>

namespace interleave {

inline constexpr int kExitSuccess = 0;
inline constexpr int kExitTasksFailed = 1;
inline constexpr int kExitUsage = 2;
inline constexpr int kExitEngineFailed = 3;
inline constexpr int kExitInterrupted = 130;

[[nodiscard]] inline int exitStatusOf(EngineError error)
{
    return error == EngineError::Invalid ? kExitUsage : kExitEngineFailed;
}

/// 0 when every task of every trial succeeded.
[[nodiscard]] inline int exitStatusOf(const RunResult& result)
{
    const bool engineFailed
        = !result.trials.empty() && result.trials.back().end == TrialEnd::Failed;
    if (engineFailed)
        return kExitEngineFailed;
    const bool allSucceeded = std::ranges::all_of(result.trials,
        [](const TrialResult& trial) { return trial.tasks.succeeded == trial.tasks.total; });
    return allSucceeded && !result.trials.empty() ? kExitSuccess : kExitTasksFailed;
}

} // namespace interleave
