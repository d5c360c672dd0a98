// What became of every task: its result, a mark, and how often it was begun, in shared memory.
//
// Seven results and their marks share a cache line: the worker that stores a result has the line of
// the mark already, so the ledger costs no further transfer between cores. A mark's byte holds the
// mark and the number of times that the task was begun: whoever begins it counts, so a task that
// two workers got shows 2, whatever the queue believes. The worker that runs a task writes its
// entry; the engine writes it only after that worker has died. A worker killed at any instruction
// leaves the mark Started or Untouched, never a success without its result.
//
// Cost of a task that succeeds: a load and a store to begin it, two stores to end it, all in one
// line.
#pragma once

#include "core/base/cache_line.h"

#include <algorithm>
#include <atomic>
#include <cstdint>
#include <span>

namespace interleave {

/// Failed has ended by itself and left nothing half done; FailedMidway has, too, and may have done
/// a part of what it was to do. Of one whose worker Died others account for that. TimedOut was
/// stopped; Late has ended by itself, but took longer than it may.
enum class TaskMark : std::uint8_t {
    Untouched,
    Started,
    Succeeded,
    Failed,
    FailedMidway,
    Died,
    TimedOut,
    Late
};

[[nodiscard]] constexpr bool isFailure(TaskMark mark)
{
    return mark == TaskMark::Failed || mark == TaskMark::FailedMidway || mark == TaskMark::Died;
}

/// Whether all that the task does is done, success or not.
[[nodiscard]] constexpr bool isWhole(TaskMark mark)
{
    return mark == TaskMark::Succeeded || mark == TaskMark::Late;
}

class TaskLedger
{
public:
    static constexpr std::uint64_t kPerLine = 7;
    static constexpr std::uint32_t kMostRuns = 31; // counted; more show as this many

    struct alignas(kCacheLine) Line
    {
        std::uint64_t results[kPerLine];
        std::atomic<std::uint8_t> entries[kPerLine + 1]; // the last one is padding
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
        const unsigned entry = entryOf(task).load(std::memory_order_acquire);
        return static_cast<TaskMark>(entry & kMarkBits);
    }
    /// How often the task was begun.
    [[nodiscard]] std::uint32_t runs(std::uint64_t task) const
    {
        return entryOf(task).load(std::memory_order_acquire) / kOneRun;
    }
    [[nodiscard]] std::uint64_t result(std::uint64_t task) const
    {
        return m_lines[task / kPerLine].results[task % kPerLine];
    }

    /// The result is how often it has been begun now, for finish().
    std::uint32_t start(std::uint64_t task)
    {
        auto& entry = entryOf(task);
        const unsigned before = entry.load(std::memory_order_relaxed);
        // A branch, not arithmetic: the store need not wait for the load.
        if (before == 0) [[likely]] {
            entry.store(entryFor(1, TaskMark::Started), std::memory_order_release);
            return 1;
        }
        const unsigned runs = std::min(before / kOneRun + 1, kMostRuns);
        entry.store(entryFor(runs, TaskMark::Started), std::memory_order_release);
        return runs;
    }
    void finish(std::uint64_t task, TaskMark mark, std::uint64_t result, std::uint32_t runs)
    {
        m_lines[task / kPerLine].results[task % kPerLine] = result;
        entryOf(task).store(entryFor(runs, mark), std::memory_order_release);
    }
    /// For one who has not begun it.
    void finish(std::uint64_t task, TaskMark mark, std::uint64_t result)
    {
        finish(task, mark, result, runs(task));
    }
    /// Back to the start, to be run by another worker; that it was begun stays counted.
    void clear(std::uint64_t task)
    {
        entryOf(task).store(entryFor(runs(task), TaskMark::Untouched), std::memory_order_release);
    }

private:
    static constexpr unsigned kMarkBits = 7;
    static_assert(static_cast<unsigned>(TaskMark::Late) <= kMarkBits);
    static constexpr unsigned kOneRun = kMarkBits + 1;

    static std::uint8_t entryFor(unsigned runs, TaskMark mark)
    {
        return static_cast<std::uint8_t>(runs * kOneRun + static_cast<unsigned>(mark));
    }
    [[nodiscard]] std::atomic<std::uint8_t>& entryOf(std::uint64_t task) const
    {
        return m_lines[task / kPerLine].entries[task % kPerLine];
    }

    std::span<Line> m_lines;
    std::uint64_t m_tasks;
};

} // namespace interleave
