// What can be run: the workloads with their parameters, the primitives with what they guard.
#pragma once

#include "core/model/choices.h"

#include <span>

namespace interleave {

struct WorkloadInfo
{
    WorkloadKind kind;
    std::string_view sharedState; // what its tasks update together, as in "the shared counter"
    std::string_view totalTitle; // what the sum in it is called
    std::int64_t defaultTasks;
    std::span<const ValueSpec> parameters;
};

[[nodiscard]] const WorkloadInfo& workloadInfo(WorkloadKind kind);

/// Whether the primitive can guard a critical section of several instructions (atomic add cannot).
[[nodiscard]] bool guardsCriticalSection(Primitive primitive);

/// Nothing when the workload has no parameter of that name.
[[nodiscard]] const ValueSpec* findParameter(WorkloadKind kind, std::string_view name);

} // namespace interleave
