#include "core/engine/worker_pool.h"

#include <csignal>

namespace interleave {

WorkerPool::WorkerPool(
    EventLoop& loop, std::uint32_t places, std::vector<int> inherited, Body body, Ended ended)
    : m_loop(loop)
    , m_inherited(std::move(inherited))
    , m_body(std::move(body))
    , m_ended(std::move(ended))
    , m_places(places)
{
}

WorkerPool::~WorkerPool()
{
    for (const auto& place : m_places) {
        if (place)
            m_loop.unwatch(place->process.descriptor());
    }
    killAll(); // all at once, then ~ChildProcess waits for each
}

Result<void, SystemError> WorkerPool::start(WorkerIndex index)
{
    auto process = ChildProcess::fork(m_inherited, [&] { return m_body(index); });
    if (!process)
        return tl::unexpected(process.error());
    const int descriptor = process->descriptor();
    ProcessUsage usage = ProcessUsage::open(process->pid());
    auto watched = m_loop.watch(descriptor, [this, index] { reap(index); });
    if (!watched)
        return watched; // ~ChildProcess ends it
    m_places[index] = std::make_unique<Place>(Place{*std::move(process), std::move(usage)});
    ++m_alive;
    return {};
}

void WorkerPool::reap(WorkerIndex index)
{
    auto& place = m_places[index];
    if (!place)
        return;
    const int descriptor = place->process.descriptor();
    const auto status = place->process.tryReap();
    if (!status)
        return;
    // tryReap has closed the pidfd, and with it the kernel's watch; this takes the callback off.
    m_loop.unwatch(descriptor);
    const pid_t pid = place->process.pid();
    place.reset();
    --m_alive;
    m_ended(index, pid, *status);
}

pid_t WorkerPool::pid(WorkerIndex index) const
{
    return m_places[index] ? m_places[index]->process.pid() : 0;
}

const ProcessUsage* WorkerPool::usage(WorkerIndex index) const
{
    return m_places[index] ? &m_places[index]->usage : nullptr;
}

void WorkerPool::kill(WorkerIndex index)
{
    if (m_places[index])
        m_places[index]->process.signal(SIGKILL);
}

void WorkerPool::killAll()
{
    for (WorkerIndex index = 0; index < places(); ++index)
        kill(index);
}

} // namespace interleave
