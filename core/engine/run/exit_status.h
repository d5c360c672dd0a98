// The exit statuses of `interleave` (DESIGN section 6).
#pragma once

#include "core/engine/plan/run_plan.h"
#include "core/model/run_verdict.h"

namespace interleave {

inline constexpr int kExitSuccess = 0;
inline constexpr int kExitTasksFailed = 1;
inline constexpr int kExitUsage = 2;
inline constexpr int kExitEngineFailed = 3;
inline constexpr int kExitSlower = 4; // of --fail-if-slower: than was allowed
inline constexpr int kExitNotTold = 5; // ... and that cannot be told
inline constexpr int kExitInterrupted = 130;

[[nodiscard]] inline int exitStatusOf(EngineError error)
{
    return error == EngineError::Invalid ? kExitUsage : kExitEngineFailed;
}

/// 0 when every task of every trial succeeded, by as many workers as it should, and that is proved.
[[nodiscard]] inline int exitStatusOf(const RunResult& result)
{
    switch (verdictOf(result)) {
    case RunVerdict::Succeeded:
        return kExitSuccess;
    case RunVerdict::TasksFailed:
        return kExitTasksFailed;
    case RunVerdict::NotAsAsked:
    case RunVerdict::NotKnown:
        break;
    }
    return kExitEngineFailed;
}

} // namespace interleave
