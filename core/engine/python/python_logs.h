// The memory in which Python's workers write down what they do, and which the engine reads. Python
// gets the numbers of this layout in its order (resources/python/interleave_runner/log.py).
//
//   head: stop (uint32), PythonWorker[workers] | for each worker PythonEvent[tasks], from a page on
//
// Process safety: a worker's process alone writes its log and its line, events in order. Of an
// event `process` is written last when the task begins, `end` last when it ends. Python has no
// fences: that a reader sees it in this order is the promise of x86's memory model, and of the
// kernel everywhere once the process has ended. Nothing that stands here is trusted without a
// check.
#pragma once

#include "core/base/cache_line.h"
#include "core/ipc/shared_memory.h"

#include <cstdint>
#include <span>

namespace interleave {

/// Python maps a part of a memory from a page on.
[[nodiscard]] constexpr std::uint64_t wholePages(std::uint64_t bytes)
{
    constexpr std::uint64_t kPage = 4096;
    return (bytes + kPage - 1) / kPage * kPage;
}

struct PythonEvent
{
    std::uint64_t begin; // ns of CLOCK_MONOTONIC, Python's time.monotonic_ns()
    std::uint32_t taskPlusOne;
    std::uint32_t process; // 0: it has not begun
    std::uint64_t result; // modulo 2^64
    std::uint64_t cpuNs; // that its thread has had of a core by the end
    std::uint16_t core;
    std::uint8_t failed;
    std::uint8_t unused[5];
    std::uint64_t end; // 0: it goes on
};
static_assert(sizeof(PythonEvent) == 48);

struct PythonWorker
{
    alignas(kCacheLine) std::int64_t process; // that is there now; 0: none has come yet
    std::int64_t thread; // in the kernel; 0: another worker stands for it
};

class PythonLogs
{
public:
    [[nodiscard]] static Result<PythonLogs, SystemError> create(
        std::uint64_t tasks, std::uint32_t workers);
    /// What create() takes when every task has been done.
    [[nodiscard]] static std::uint64_t leastBytes(std::uint64_t tasks, std::uint32_t workers);

    /// Tasks that have not begun do nothing from now on.
    void stop();
    /// As it is now.
    [[nodiscard]] PythonWorker worker(std::uint32_t worker);
    [[nodiscard]] std::span<PythonEvent> events(std::uint32_t worker);
    [[nodiscard]] int descriptor() const { return m_memory.descriptor(); }

    struct Layout
    {
        std::uint64_t head; // bytes of it
        std::uint64_t stop; // where that is
        std::uint64_t firstWorker;
        std::uint64_t workerBytes;
        std::uint64_t stride; // from log to log
    };
    [[nodiscard]] Layout layout() const;

private:
    PythonLogs(SharedMemory memory, std::uint64_t tasks, std::uint32_t workers)
        : m_memory(std::move(memory))
        , m_tasks(tasks)
        , m_workers(workers)
    {
    }

    SharedMemory m_memory;
    std::uint64_t m_tasks;
    std::uint32_t m_workers;
};

} // namespace interleave
