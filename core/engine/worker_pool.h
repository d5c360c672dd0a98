// The worker processes of a trial, each in its place: started, watched, killed, replaced.
//
// Thread safety: the engine's one thread. Destroying the pool kills and reaps what is left.
#pragma once

#include "core/process/child_process.h"
#include "core/process/event_loop.h"

#include <functional>
#include <memory>
#include <vector>

namespace interleave {

class WorkerPool
{
public:
    /// Starts the process of a place.
    using Start = std::function<Result<ChildProcess, SystemError>(std::uint32_t place)>;
    /// Called when a worker has ended, however; its place is empty then.
    using Ended = std::function<void(std::uint32_t place, pid_t, const ExitStatus&)>;

    WorkerPool(EventLoop& loop, std::uint32_t places, Start start, Ended ended);
    WorkerPool(const WorkerPool&) = delete;
    WorkerPool& operator=(const WorkerPool&) = delete;
    WorkerPool(WorkerPool&&) = delete;
    WorkerPool& operator=(WorkerPool&&) = delete;
    ~WorkerPool();

    /// Starts a process in an empty place.
    [[nodiscard]] Result<void, SystemError> start(std::uint32_t place);
    [[nodiscard]] bool alive(std::uint32_t place) const { return m_places[place] != nullptr; }
    [[nodiscard]] std::uint32_t aliveCount() const { return m_alive; }
    [[nodiscard]] std::uint32_t places() const
    {
        return static_cast<std::uint32_t>(m_places.size());
    }
    /// 0 for an empty place.
    [[nodiscard]] pid_t pid(std::uint32_t place) const;
    void kill(std::uint32_t place);
    void killAll();

private:
    void reap(std::uint32_t place);

    EventLoop& m_loop;
    Start m_start;
    Ended m_ended;
    std::vector<std::unique_ptr<ChildProcess>> m_places;
    std::uint32_t m_alive = 0;
};

} // namespace interleave
