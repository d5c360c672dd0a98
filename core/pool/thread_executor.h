// submit, map and shutdown over threads of this process: what ProcessExecutor does, with memory in
// common, nothing to send, and no protection: a crash is this process's.
//
// Thread safety: any thread, callbacks included, which have threads of their own. A running task
// cannot be stopped; one that waits can be cancelled. A task that waits for another needs a thread
// that is free for that one. One that ends its thread (pthread_exit) fails, and another thread
// takes the place.
#pragma once

#include "core/base/machine.h"
#include "core/pool/thread_crew.h"
#include "core/pool/wait.h"
#include "core/process/callable.h"

#include <ranges>

namespace interleave {

class ThreadExecutor
{
public:
    /// Usable cores unless given. Fails when the system has no room for so many threads.
    [[nodiscard]] static Result<ThreadExecutor, SystemError> create(
        std::optional<std::uint32_t> threads = {})
    {
        ThreadExecutor executor;
        const auto count
            = std::max(1U, threads ? *threads : static_cast<std::uint32_t>(usableCores()));
        if (auto started = executor.m_crew->start(count); !started)
            return tl::unexpected(started.error());
        return executor;
    }
    ThreadExecutor(ThreadExecutor&&) noexcept = default;
    ThreadExecutor& operator=(ThreadExecutor&&) = delete;
    ThreadExecutor(const ThreadExecutor&) = delete;
    ThreadExecutor& operator=(const ThreadExecutor&) = delete;
    /// Waits for what was submitted; in a task or a callback of its own it does not.
    ~ThreadExecutor()
    {
        if (m_crew)
            m_crew->shutdown(false);
    }

    template <class F, class... Args>
    [[nodiscard]] auto submit(F function, Args... arguments)
    {
        using R = CallResult<F, Args...>;
        auto completion = std::make_shared<CompletionOf<R>>(m_crew);
        m_crew->submit(completion,
            [completion, function, ... arguments = std::move(arguments)](
                std::uint32_t worker) mutable {
                run<R>(*completion, worker, [&] { return callWith(function, arguments...); });
            });
        return Future<R>(std::move(completion));
    }
    template <class F, std::ranges::input_range Items>
    [[nodiscard]] auto map(F function, Items&& items)
    {
        using Item = std::ranges::range_value_t<Items>;
        using R = CallResult<F, Item>;
        std::vector<Future<R>> futures;
        for (auto&& item : items)
            futures.push_back(submit(function, Item(item)));
        return gather(futures);
    }
    void shutdown(bool cancelWaiting = false) { m_crew->shutdown(cancelWaiting); }
    [[nodiscard]] std::uint32_t workers() const { return m_crew->workers(); }

private:
    template <class R, class Call>
    static void run(CompletionOf<R>& completion, std::uint32_t worker, Call call)
    {
        const auto thrown = whatItThrows([&] {
            if constexpr (std::is_void_v<R>) {
                call();
                completion.set({});
            } else {
                completion.set(call());
            }
        });
        if (!thrown)
            return;
        TaskFailure failure = exceptionLeft(*thrown);
        failure.worker = worker;
        failure.pid = ::getpid();
        completion.fail(std::move(failure));
    }

    template <class R>
    static auto gather(const std::vector<Future<R>>& futures)
    {
        using All = std::conditional_t<std::is_void_v<R>, void, std::vector<R>>;
        for (const Future<R>& future : futures)
            future.wait();
        TaskResult<All> all;
        for (const Future<R>& future : futures) {
            const auto result = future.get();
            if (!result)
                return TaskResult<All>(tl::unexpected(result.error()));
            if constexpr (!std::is_void_v<R>)
                all->push_back(*result);
        }
        return all;
    }

    ThreadExecutor() = default;

    std::shared_ptr<ThreadCrew> m_crew = std::make_shared<ThreadCrew>();
};

} // namespace interleave
