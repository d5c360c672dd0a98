// What can be run: the workloads with their parameters, the primitives with what they guard.
#pragma once

#include "core/model/choices.h"

#include <span>
#include <string>

namespace interleave {

struct WorkloadInfo
{
    WorkloadKind kind;
    std::string_view sharedState; // what its tasks update together, as in "the shared counter"
    std::string_view totalTitle; // what the sum in it is called
    std::int64_t defaultTasks;
    std::string_view ownLocks; // what it locks beside the experiment's primitive: "fork"; or empty
    bool tagged; // its updates are made to one word, which can carry the name of who made them
    std::span<const ValueSpec> parameters;
    bool (*allows)(Primitive) = nullptr; // the primitives under which it runs; null: all
    std::string_view allowsWhy{}; // why not others: "a transfer changes two accounts"
    bool together = false; // its workers meet: all must run at the same time, one share each
    std::int64_t minWorkers = 1;
    std::int64_t maxWorkers = 1'024;
};

[[nodiscard]] std::span<const WorkloadInfo> workloadInfos();
[[nodiscard]] const WorkloadInfo& workloadInfo(WorkloadKind kind);

/// Whether the primitive can guard a critical section of several instructions (atomic add cannot).
[[nodiscard]] bool guardsCriticalSection(Primitive primitive);

/// Whether an addition under it is indivisible by itself, and guards nothing else.
[[nodiscard]] bool addsInOneStep(Primitive primitive);

/// Whether who waits for it stays on its core and asks again and again.
[[nodiscard]] bool spinsWhileWaiting(Primitive primitive);

/// Whether it lets in as many workers as it has permits.
[[nodiscard]] bool hasPermits(Primitive primitive);
inline constexpr std::int64_t kMaxPermits = 64;

/// A lock of a trial as messages name it, by its LockId: "the semaphore", "fork 3".
[[nodiscard]] std::string lockName(WorkloadKind workload, Primitive primitive, std::uint32_t lock);

/// Nothing when the workload has no parameter of that name.
[[nodiscard]] const ValueSpec* findParameter(WorkloadKind kind, std::string_view name);

} // namespace interleave
