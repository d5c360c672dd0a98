// submit, map and shutdown over worker processes, as in Python's concurrent.futures.
//
// The same interface as ThreadExecutor: a function template can run its work on either.
#pragma once

#include "core/pool/pool.h"
#include "core/pool/wait.h"

namespace interleave {

class ProcessExecutor
{
public:
    [[nodiscard]] static Result<ProcessExecutor, SystemError> create(PoolOptions options = {})
    {
        return Pool::create(std::move(options)).map([](Pool pool) {
            return ProcessExecutor(std::move(pool));
        });
    }
    ProcessExecutor(ProcessExecutor&&) noexcept = default;
    ProcessExecutor& operator=(ProcessExecutor&&) = delete;
    ProcessExecutor(const ProcessExecutor&) = delete;
    ProcessExecutor& operator=(const ProcessExecutor&) = delete;
    /// Waits for what was submitted.
    ~ProcessExecutor() = default;

    /// function(arguments...) in a worker.
    template <class F, class... Args>
    [[nodiscard]] auto submit(F function, const Args&... arguments)
    {
        return m_pool.applyAsync(function, arguments...);
    }
    /// function(item) for each item, in order; the first failure if any failed.
    template <class F, std::ranges::input_range Items>
    [[nodiscard]] auto map(F function, Items&& items, const MapOptions& options = {})
    {
        return m_pool.map(function, std::forward<Items>(items), options);
    }
    /// No further tasks; waits for those that were submitted, or cancels those still waiting first.
    void shutdown(bool cancelWaiting = false) { m_pool.shutdown(cancelWaiting); }

    [[nodiscard]] std::uint32_t workers() const { return m_pool.workers(); }
    [[nodiscard]] Pool& pool() { return m_pool; }

private:
    explicit ProcessExecutor(Pool pool)
        : m_pool(std::move(pool))
    {
        m_pool.joinAtEnd();
    }

    Pool m_pool;
};

} // namespace interleave
