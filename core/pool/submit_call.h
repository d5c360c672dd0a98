// A call as a task of a pool: the step from types to bytes.
#pragma once

#include "core/pool/future.h"
#include "core/pool/pool_core.h"
#include "core/pool/task_call.h"

namespace interleave::detail {

/// Where to find `function` in a worker: 0 for one that is not of this program.
[[nodiscard]] inline std::uint64_t offsetOf(TaskFunction function)
{
    return offsetInProgram(reinterpret_cast<const void*>(function)).value_or(0);
}

/// 0: none. A negative one is over as soon as the task begins.
[[nodiscard]] inline std::uint64_t timeoutNs(const PoolCore& pool, const TaskOptions& options)
{
    const std::chrono::nanoseconds timeout = options.timeout.value_or(pool.options().timeout);
    return timeout.count() == 0 ? 0 : std::max<std::uint64_t>(leftNs(timeout), 1);
}

/// Submits function(arguments...). What cannot be sent fails at once, and nothing is sent.
template <class F, class... Args>
[[nodiscard]] auto submitCall(
    PoolCore& pool, const TaskOptions& options, F function, const Args&... arguments)
{
    using R = CallResult<F, Stored<Args>...>;
    static_assert(std::is_void_v<R> || Sendable<R>, "The function's result cannot be sent back.");
    auto completion = std::make_shared<CompletionOf<R>>(pool.shared_from_this());
    auto bytes = taskBytes<F, Stored<Args>...>(function, arguments...);
    if (bytes)
        pool.submit({.function = offsetOf(&runTask<F, Stored<Args>...>),
            .bytes = *std::move(bytes),
            .timeoutNs = timeoutNs(pool, options),
            .completion = completion});
    else
        completion->fail(taskFailure(TaskFailureKind::ArgumentNotSent, bytes.error().message));
    return Future<R>(std::move(completion));
}

} // namespace interleave::detail
