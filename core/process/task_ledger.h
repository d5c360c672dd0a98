// What became of every task: its result and a mark, in shared memory.
//
// Seven results and their marks share a cache line: the worker that stores a result has the line of
// the mark already, so the ledger costs no further transfer between cores. The worker that runs a
// task writes its entry; the engine writes it only after that worker has died. A worker killed at
// any instruction leaves the mark Started or Untouched, never a success without its result.
#pragma once

#include "core/base/cache_line.h"

#include <atomic>
#include <cstdint>
#include <span>

namespace interleave {

enum class TaskMark : std::uint8_t { Untouched, Started, Succeeded, Failed, TimedOut };

class TaskLedger
{
public:
    static constexpr std::uint64_t kPerLine = 7;

    struct alignas(kCacheLine) Line
    {
        std::uint64_t results[kPerLine];
        std::atomic<TaskMark> marks[kPerLine + 1]; // the last one is padding
    };
    static_assert(sizeof(Line) == kCacheLine);

    [[nodiscard]] static constexpr std::uint64_t linesFor(std::uint64_t tasks)
    {
        return (tasks + kPerLine - 1) / kPerLine;
    }

    /// `lines` must be linesFor(tasks) lines, all zero at first.
    TaskLedger(std::span<Line> lines, std::uint64_t tasks)
        : m_lines(lines)
        , m_tasks(tasks)
    {
    }

    [[nodiscard]] std::uint64_t tasks() const { return m_tasks; }
    [[nodiscard]] TaskMark mark(std::uint64_t task) const
    {
        return markOf(task).load(std::memory_order_acquire);
    }
    [[nodiscard]] std::uint64_t result(std::uint64_t task) const
    {
        return m_lines[task / kPerLine].results[task % kPerLine];
    }
    void start(std::uint64_t task)
    {
        markOf(task).store(TaskMark::Started, std::memory_order_relaxed);
    }
    void finish(std::uint64_t task, TaskMark mark, std::uint64_t result)
    {
        m_lines[task / kPerLine].results[task % kPerLine] = result;
        markOf(task).store(mark, std::memory_order_release);
    }
    /// Back to the start, to be run by another worker.
    void clear(std::uint64_t task)
    {
        markOf(task).store(TaskMark::Untouched, std::memory_order_release);
    }

private:
    [[nodiscard]] std::atomic<TaskMark>& markOf(std::uint64_t task) const
    {
        return m_lines[task / kPerLine].marks[task % kPerLine];
    }

    std::span<Line> m_lines;
    std::uint64_t m_tasks;
};

} // namespace interleave
