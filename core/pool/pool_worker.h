// What a worker process of a pool does from its start to its end: takes tickets, runs the tasks
// that come with them, leaves when told.
//
// It is killed at any instruction without harm to others (pool_memory.h says why). It ignores
// SIGINT, dies of SIGTERM unless a task has set a handler, and ends with the pool's process.
#pragma once

#include "core/base/clock.h"
#include "core/process/callable.h"
#include "core/process/worker_exit.h"

#include <cstdint>

namespace interleave {

/// Exit codes of a worker that ends by itself; kWorkerNotReady where it could not start, or its
/// initializer failed.
inline constexpr int kWorkerLeft = 0; // was told to
inline constexpr int kWorkerReplaced = 4; // has run as many tasks as it may, or a signal was coming

/// A function that every worker runs once before its first task, from initializer().
struct Initializer
{
    using Run = Result<void, SerialError> (*)(std::string_view, std::vector<UniqueFd>);

    Run run = nullptr;
    Result<PackedCall, SerialError> call{};
};

/// What lies in shared memory (Queue, Value, Lock, ...) reaches a pool's tasks by an initializer,
/// which puts it into a variable of the worker.
template <class F, class... Args>
[[nodiscard]] Initializer initializer(F function, const Args&... arguments)
{
    return {
        [](std::string_view bytes, std::vector<UniqueFd> descriptors) {
            return callPacked<F, Stored<Args>...>(bytes, std::move(descriptors)).map([](auto&&...) {
            });
        },
        packCall<F, Stored<Args>...>(function, arguments...)};
}

/// All plain numbers: it travels as its bytes.
struct WorkerSetup
{
    std::uint32_t place;
    std::uint32_t places;
    std::uint32_t slots;
    std::int32_t core; // to be pinned to; -1: none
    std::uint64_t spinNs;
    std::uint64_t maxTasks; // 0: any number
    ClockSource clockSource;
    double nsPerTick;
    std::uint64_t initializer; // offset of its Run; 0: none
};

/// The entry: bytes are a pair of WorkerSetup and the initializer's bytes; descriptors are memory,
/// socket and bell, then the initializer's.
int poolWorkerMain(std::string_view bytes, std::vector<UniqueFd> descriptors);

} // namespace interleave
