// A process that runs one function: start, join, terminate, as in Python's multiprocessing.
//
//   Process child([](std::string name) { fmt::print("hello {}\n", name); }, "world");
//   child.start();
//   child.join();
//
// Arguments are values that can be sent (core/base/sendable.h) or live in shared memory: Queue,
// Pipe, Value, Array, Lock. The function's result, if it is an int, is the exit code; an exception
// that leaves it is printed with its type and message, and the exit code is 1.
//
// Thread safety: one thread at a time. The child ends with this process, however that ends, also
// where it has become another program (exec), unless it closes descriptors that it has not opened
// (closefrom); it has no realtime policy. It ignores SIGINT and has none of this process's
// descriptors above stderr but its arguments'.
#pragma once

#include "core/process/callable.h"
#include "core/process/context.h"

#include <chrono>
#include <optional>
#include <string>
#include <tuple>

namespace interleave {

struct ProcessOptions
{
    std::string name{}; // "Process-N" when empty; the kernel keeps 15 characters of it
    std::shared_ptr<Context> context{}; // how it starts; by fork when there is none
    bool daemon = false; // killed, and not waited for, when its owner forgets it
};

class Process
{
public:
    template <class F, class... Args>
    requires(!std::same_as<std::decay_t<F>, ProcessOptions>) explicit Process(
        F&& target, Args&&... arguments)
        : Process(ProcessOptions{}, std::forward<F>(target), std::forward<Args>(arguments)...)
    {
    }
    template <class F, class... Args>
    Process(ProcessOptions options, F&& target, Args&&... arguments)
        : Process(std::move(options),
            &run<std::decay_t<F>, Stored<Args>...>,
            packCall<std::decay_t<F>, Stored<Args>...>(target, std::forward<Args>(arguments)...))
    {
    }
    Process(Process&&) noexcept = default;
    Process& operator=(Process&&) = delete;
    Process(const Process&) = delete;
    Process& operator=(const Process&) = delete;
    /// Waits for its end; a daemon is killed.
    ~Process();

    /// Fails when it was started before, an argument cannot be sent, or the system has no room.
    [[nodiscard]] Result<void, SystemError> start();
    /// Waits for its end; at once for one that was not started.
    void join();
    /// The same, at most `timeout`; whether it has ended.
    [[nodiscard]] bool join(std::chrono::nanoseconds timeout);
    /// SIGTERM, which the process may handle; and SIGKILL, which it cannot. Nothing after its end.
    void terminate() const;
    void kill() const;

    [[nodiscard]] bool isAlive();
    /// 0 before start().
    [[nodiscard]] pid_t pid() const { return m_pid; }
    [[nodiscard]] const std::string& name() const { return m_options.name; }
    /// Nothing while it runs; its exit code, or minus the number of the signal that ended it.
    /// Nothing either where that is not known (exitStatus() says why).
    [[nodiscard]] std::optional<int> exitCode();
    [[nodiscard]] const std::optional<ExitStatus>& exitStatus();

private:
    using Call = Result<PackedCall, SerialError>;
    Process(ProcessOptions options, ChildFunction function, Call call);

    template <class F, class... Args>
    static int run(std::string_view bytes, std::vector<UniqueFd> descriptors);

    ProcessOptions m_options;
    ChildFunction m_function;
    Call m_call;
    std::unique_ptr<ChildProcess> m_child; // none before start and after its end
    std::optional<ExitStatus> m_status;
    pid_t m_pid = 0;
};

/// The name of the process that asks: what its Process was called, at most 15 characters of it.
[[nodiscard]] std::string processName();

namespace detail {

/// Runs `body` in a child called `name`; prints what it throws. The result is the exit code.
int runNamed(std::string_view nameAndBytes,
    const std::function<Result<int, SerialError>(std::string_view bytes)>& body);

} // namespace detail

template <class F, class... Args>
int Process::run(std::string_view bytes, std::vector<UniqueFd> descriptors)
{
    return detail::runNamed(bytes, [&](std::string_view call) -> Result<int, SerialError> {
        auto result = callPacked<F, Args...>(call, std::move(descriptors));
        if (!result)
            return tl::unexpected(result.error());
        if constexpr (std::is_same_v<CallResult<F, Args...>, int>)
            return *result;
        else
            return 0;
    });
}

} // namespace interleave
