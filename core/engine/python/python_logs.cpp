#include "core/engine/python/python_logs.h"

#include <atomic>

namespace interleave {

namespace {

std::uint64_t headBytes(std::uint32_t workers)
{
    return wholePages((std::uint64_t{workers} + 1) * sizeof(PythonWorker));
}

std::uint64_t logBytes(std::uint64_t tasks)
{
    return wholePages(tasks * sizeof(PythonEvent));
}

} // namespace

Result<PythonLogs, SystemError> PythonLogs::create(std::uint64_t tasks, std::uint32_t workers)
{
    return SharedMemory::create("interleave-python", headBytes(workers) + workers * logBytes(tasks))
        .map([&](SharedMemory memory) { return PythonLogs(std::move(memory), tasks, workers); });
}

std::uint64_t PythonLogs::leastBytes(std::uint64_t tasks, std::uint32_t workers)
{
    return headBytes(workers) + logBytes(tasks);
}

PythonLogs::Layout PythonLogs::layout() const
{
    return {.head = headBytes(m_workers),
        .stop = 0,
        .firstWorker = sizeof(PythonWorker),
        .workerBytes = sizeof(PythonWorker),
        .stride = logBytes(m_tasks)};
}

void PythonLogs::stop()
{
    std::atomic_ref(m_memory.objects<std::uint32_t>(layout().stop, 1).front()).store(1);
}

PythonWorker PythonLogs::worker(std::uint32_t worker)
{
    PythonWorker& line = m_memory.objects<PythonWorker>(layout().firstWorker, m_workers)[worker];
    return {.process = std::atomic_ref(line.process).load(),
        .thread = std::atomic_ref(line.thread).load()};
}

std::span<PythonEvent> PythonLogs::events(std::uint32_t worker)
{
    const Layout layout = this->layout();
    return m_memory.objects<PythonEvent>(layout.head + worker * layout.stride, m_tasks);
}

} // namespace interleave
