// What a trial that has ended gave, from its ledger, its recording and the shared state.
#pragma once

#include "core/engine/plan/run_plan.h"
#include "core/engine/resources/trial_memory.h"
#include "core/engine/resources/trial_resources.h"
#include "core/engine/trial/recovery.h"
#include "core/engine/trial/trial_sampler.h"
#include "core/model/run_result.h"
#include "core/trace/recording.h"

namespace interleave {

struct ResultSources
{
    const RunPlan& plan;
    TrialMemory& memory;
    const Recording& recording;
    const TrialSampler& sampler;
    TrialEnd end;
    std::uint64_t startNs;
    std::uint64_t wallNs;
    std::uint64_t engineCpuNs;
    std::uint64_t startingCpuNs; // ... and to start processes
    const Recovery& recovery;
    TrialNumber number;
    std::uint64_t beginTicks;
};

/// O(tasks that were begun): looks at every mark, and computes what each task that succeeded should
/// have added.
[[nodiscard]] TrialResult computeResult(const ResultSources& sources);

} // namespace interleave
