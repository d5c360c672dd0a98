// The worker processes of a trial, each in its place: started, watched, killed, replaced.
//
// Thread safety: the engine's one thread. Destroying the pool kills and reaps what is left.
#pragma once

#include "core/metrics/process_usage.h"
#include "core/process/child_process.h"
#include "core/process/event_loop.h"
#include "core/sync/guard.h"

#include <functional>
#include <memory>
#include <vector>

namespace interleave {

class WorkerPool
{
public:
    /// What the child runs; its result is the exit code.
    using Body = std::function<int(WorkerIndex)>;
    /// Called when a worker has ended, however; its place is empty then.
    using Ended = std::function<void(WorkerIndex, pid_t, const ExitStatus&)>;

    /// `inherited` are the descriptors that workers need.
    WorkerPool(
        EventLoop& loop, std::uint32_t places, std::vector<int> inherited, Body body, Ended ended);
    WorkerPool(const WorkerPool&) = delete;
    WorkerPool& operator=(const WorkerPool&) = delete;
    WorkerPool(WorkerPool&&) = delete;
    WorkerPool& operator=(WorkerPool&&) = delete;
    ~WorkerPool();

    /// Starts a process in an empty place.
    [[nodiscard]] Result<void, SystemError> start(WorkerIndex index);
    [[nodiscard]] bool alive(WorkerIndex index) const { return m_places[index] != nullptr; }
    [[nodiscard]] std::uint32_t aliveCount() const { return m_alive; }
    [[nodiscard]] std::uint32_t places() const
    {
        return static_cast<std::uint32_t>(m_places.size());
    }
    /// 0 for an empty place.
    [[nodiscard]] pid_t pid(WorkerIndex index) const;
    /// Nothing for an empty place.
    [[nodiscard]] const ProcessUsage* usage(WorkerIndex index) const;
    void kill(WorkerIndex index);
    void killAll();

private:
    struct Place
    {
        ChildProcess process;
        ProcessUsage usage;
    };

    void reap(WorkerIndex index);

    EventLoop& m_loop;
    std::vector<int> m_inherited;
    Body m_body;
    Ended m_ended;
    std::vector<std::unique_ptr<Place>> m_places;
    std::uint32_t m_alive = 0;
};

} // namespace interleave
