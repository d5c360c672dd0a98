// A pool of worker processes: apply, applyAsync, map, starmap, imap, as in Python's
// multiprocessing.
//
//   auto pool = Pool::create().value();
//   auto squares = pool.map([](int n) { return n * n; }, std::views::iota(0, 10)).value();
//
// A function is any callable without captures or with trivially copyable ones; arguments and
// results are values that can be sent (core/base/sendable.h). What an exception, a crash, a kill or
// a time-out does to a task is that task's TaskFailure; no other task is lost, and the pool keeps
// its size.
//
// Thread safety: any thread, callbacks included. Destroying a pool terminates it: tasks that have
// not ended fail as PoolClosed. So they do when the program closes the descriptors of its pool
// (closefrom); files that it has opened since then by the same numbers are left alone. Its workers
// end with this process, however it ends. One whose task closes the descriptors of its worker is
// replaced when that task ends. A task without a time-out that was stopped (SIGSTOP) alone is
// waited for, as any that takes long.
//
// Workers that are forked are copies of a thread of the pool's, with its thread_local variables and
// not those of the thread that creates the pool. Workers of a program with a realtime policy (chrt)
// have none, unless an initializer sets it: on cores that such workers fill nobody gets to stop one
// that hangs.
#pragma once

#include "core/pool/future.h"
#include "core/pool/map_call.h"
#include "core/pool/pool_core.h"
#include "core/pool/result_stream.h"

namespace interleave {

class Pool
{
public:
    /// Fails when a worker cannot start, or its initializer fails; then nothing is left.
    [[nodiscard]] static Result<Pool, SystemError> create(PoolOptions options = {})
    {
        return PoolCore::create(std::move(options)).map([](std::shared_ptr<PoolCore> core) {
            return Pool(std::move(core));
        });
    }
    Pool(Pool&&) noexcept = default;
    Pool& operator=(Pool&&) = delete;
    Pool(const Pool&) = delete;
    Pool& operator=(const Pool&) = delete;
    ~Pool()
    {
        if (m_core && m_joinAtEnd)
            m_core->join();
        if (m_core)
            m_core->terminate();
    }

    /// Runs function(arguments...) in a worker and waits for its result.
    template <class F, class... Args>
    [[nodiscard]] auto apply(F function, const Args&... arguments)
    {
        return applyAsync(function, arguments...).get();
    }

    /// The same without waiting for the result. Waits when maxInFlight tasks are on their way.
    template <class F, class... Args>
    requires(!std::same_as<F, TaskOptions>)
        [[nodiscard]] auto applyAsync(F function, const Args&... arguments)
    {
        return applyAsync(TaskOptions{}, function, arguments...);
    }
    template <class F, class... Args>
    [[nodiscard]] auto applyAsync(const TaskOptions& options, F function, const Args&... arguments)
    {
        return detail::submitCall(*m_core, options, function, arguments...);
    }

    /// function(item) for each item of a range, in order; the first item's failure if any failed.
    /// Waits until all have ended.
    template <class F, std::ranges::input_range Items>
    [[nodiscard]] auto map(F function, Items&& items, const MapOptions& options = {})
    {
        return detail::runMap(*m_core, function, std::forward<Items>(items), options).all();
    }
    /// The same, with each item's own result or failure.
    template <class F, std::ranges::input_range Items>
    [[nodiscard]] auto mapEach(F function, Items&& items, const MapOptions& options = {})
    {
        return detail::runMap(*m_core, function, std::forward<Items>(items), options).each();
    }
    /// map() for items that are tuples of arguments.
    template <class F, std::ranges::input_range Items>
    [[nodiscard]] auto starmap(F function, Items&& items, const MapOptions& options = {})
    {
        return map(detail::Spread<F>{function}, std::forward<Items>(items), options);
    }

    /// Results as they are asked for, in the order of the items; at most `options.buffer` items are
    /// on their way. A range that is no temporary must live as long as the stream.
    template <class F, std::ranges::viewable_range Items>
    [[nodiscard]] auto imap(F function, Items&& items, const StreamOptions& options = {})
    {
        return ResultStream(m_core, function, std::views::all(std::forward<Items>(items)), options);
    }
    /// The same in the order in which they end.
    template <class F, std::ranges::viewable_range Items>
    [[nodiscard]] auto imapUnordered(F function, Items&& items, StreamOptions options = {})
    {
        options.ordered = false;
        return imap(function, std::forward<Items>(items), options);
    }

    /// No further tasks; those submitted still run.
    void close() { m_core->close(); }
    /// Waits for all tasks, then for the workers.
    void join() { m_core->join(); }
    /// Both, after cancelling what no worker has yet, if so wished.
    void shutdown(bool cancelWaiting)
    {
        m_core->close();
        if (cancelWaiting)
            m_core->cancelWaiting();
        m_core->join();
    }
    /// From now on its end waits for its tasks, as an executor's does.
    void joinAtEnd() { m_joinAtEnd = true; }
    /// Ends everything now.
    void terminate() { m_core->terminate(); }
    /// More or fewer workers while it runs, from 1 to the options' maxWorkers. Those too many leave
    /// after their task, or item of a map; a map that runs gets no more than it has begun with, but
    /// gets these again.
    void resize(std::uint32_t workers) { m_core->resize(workers); }

    [[nodiscard]] std::uint32_t workers() const { return m_core->workers(); }
    [[nodiscard]] std::vector<pid_t> pids() const { return m_core->pids(); }
    /// Workers that were replaced since the start.
    [[nodiscard]] std::uint64_t replaced() const { return m_core->replaced(); }
    [[nodiscard]] std::uint32_t inFlight() const { return m_core->inFlight(); }

private:
    explicit Pool(std::shared_ptr<PoolCore> core)
        : m_core(std::move(core))
    {
    }

    std::shared_ptr<PoolCore> m_core;
    bool m_joinAtEnd = false;
};

} // namespace interleave
