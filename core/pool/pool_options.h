// What a pool is made of.
#pragma once

#include "core/pool/pool_worker.h"
#include "core/process/context.h"

#include <chrono>
#include <optional>

namespace interleave {

struct PoolOptions
{
    std::optional<std::uint32_t>
        workers{}; // usable cores (affinity and cgroup) unless given; 1 to 1,024
    std::optional<std::uint32_t> maxWorkers{}; // for resize(); four times as many unless given
    std::shared_ptr<Context> context{}; // how workers start; by fork when there is none
    Initializer initializer{}; // run in each worker before its first task
    std::uint64_t maxTasksPerWorker = 0; // then the worker is replaced; 0: never
    std::chrono::nanoseconds timeout{0}; // of each task, which alone ends; 0: none, less: at once
    std::chrono::nanoseconds grace{std::chrono::milliseconds(200)}; // from SIGTERM to SIGKILL
    std::uint32_t maxInFlight = 256; // tasks on their way; submitting more waits
    std::chrono::nanoseconds spin{0}; // how long waiters spin before they sleep
    bool pin = false; // worker k on the k-th usable core
    std::chrono::nanoseconds startWithin{std::chrono::seconds(30)}; // else create() fails
};

/// For one task or map, beside the pool's options.
struct TaskOptions
{
    std::optional<std::chrono::nanoseconds> timeout{}; // the pool's unless given; 0: none
};

} // namespace interleave
