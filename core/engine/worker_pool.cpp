#include "core/engine/worker_pool.h"

#include <csignal>

namespace interleave {

WorkerPool::WorkerPool(EventLoop& loop, std::uint32_t places, Start start, Ended ended)
    : m_loop(loop)
    , m_start(std::move(start))
    , m_ended(std::move(ended))
    , m_places(places)
{
}

WorkerPool::~WorkerPool()
{
    for (const auto& process : m_places) {
        if (process)
            m_loop.unwatch(process->descriptor());
    }
    killAll(); // all at once, then ~ChildProcess waits for each
}

Result<void, SystemError> WorkerPool::start(std::uint32_t place)
{
    auto process = m_start(place);
    if (!process)
        return tl::unexpected(process.error());
    const int descriptor = process->descriptor();
    auto watched = m_loop.watch(descriptor, [this, place] { reap(place); });
    if (!watched)
        return watched; // ~ChildProcess ends it
    m_places[place] = std::make_unique<ChildProcess>(*std::move(process));
    ++m_alive;
    return {};
}

void WorkerPool::reap(std::uint32_t place)
{
    auto& process = m_places[place];
    if (!process)
        return;
    const auto status = process->tryReap();
    if (!status)
        return;
    m_loop.unwatch(process->descriptor());
    const pid_t pid = process->pid();
    process.reset();
    --m_alive;
    m_ended(place, pid, *status);
}

pid_t WorkerPool::pid(std::uint32_t place) const
{
    return m_places[place] ? m_places[place]->pid() : 0;
}

void WorkerPool::kill(std::uint32_t place)
{
    if (m_places[place])
        m_places[place]->signal(SIGKILL);
}

// Whoever dies gives back what it held. All are stopped first, so that nobody takes that up and is
// killed in the middle of what it does then.
void WorkerPool::killAll()
{
    for (const int signal : {SIGSTOP, SIGKILL}) {
        for (auto& place : m_places) {
            if (place)
                place->signal(signal);
        }
    }
}

} // namespace interleave
