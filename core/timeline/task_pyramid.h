// Summaries of one worker's log at growing scale: each node of level 0 sums up 16 events, each of a
// level above sums up 4 nodes of the level below. 5.3 bytes per event. The nodes that fit a pixel
// column are then at most 4 times smaller than need be, and few events are read where no node fits;
// with 32 and 32 a frame of the timeline took half as long again.
//
// Only whole nodes exist. What no node covers yet, less than 4 of each level, is read one level
// below; so an event costs the same however high the pyramid is, and nothing is ever recalculated.
// Nodes lie in pieces that never move: growing copies nothing.
#pragma once

#include "core/timeline/task_summary.h"
#include "core/timeline/worker_logs.h"

#include <vector>

namespace interleave {

class TaskPyramid
{
public:
    /// The next event of the log, of whatever kind.
    void add(const TraceEvent& event);

    /// Events added.
    [[nodiscard]] std::uint64_t size() const { return m_size; }
    [[nodiscard]] std::uint64_t bytes() const;

    struct NothingBetter
    {
        bool operator()(const TaskSummary&, std::span<const TraceEvent>) const { return false; }
    };

    /// The positions of a worker's log in which walk() looks.
    struct Stretch
    {
        const WorkerLogs& logs;
        unsigned worker;
        std::uint64_t first;
        std::uint64_t last; // without it; at most size()
    };

    /// Shows a stretch of the log in order. `summary(node)` says whether the node is enough;
    /// otherwise its parts are shown, down to `task(event, position)`. A node of single events that
    /// is not enough goes with them to `leaf(node, events)` first, which may do better.
    template <class OnSummary, class OnTask, class OnLeaf = NothingBetter>
    void walk(const Stretch& stretch, OnSummary summary, OnTask task, OnLeaf leaf = {}) const;

    /// The position of the first task that ends after `tick`, or one before it with nothing but
    /// others' events between them; size() when there is none. O(log size).
    [[nodiscard]] std::uint64_t firstEndingAfter(
        const WorkerLogs& logs, unsigned worker, std::uint64_t tick) const;

private:
    static constexpr unsigned kLeafBits = 4;
    static constexpr unsigned kFanOutBits = 2;
    static constexpr std::uint64_t kLeaf = 1U << kLeafBits; // events of a node of level 0
    static constexpr std::uint64_t kFanOut = 1U << kFanOutBits; // nodes of a node above
    static constexpr std::uint64_t kPiece = 1024; // nodes: 64 KiB

    struct Level
    {
        std::vector<std::vector<TaskSummary>> pieces;
        std::uint64_t size = 0;

        [[nodiscard]] const TaskSummary& operator[](std::uint64_t index) const
        {
            return pieces[index / kPiece][index % kPiece];
        }
        void push(const TaskSummary& node);
    };
    /// log2 of how many events a node of the level sums up.
    [[nodiscard]] static unsigned shiftOf(std::size_t level)
    {
        return kLeafBits + kFanOutBits * static_cast<unsigned>(level);
    }
    /// How many levels have a node that begins at `position` and ends at `last` or before.
    [[nodiscard]] std::size_t levelsAt(std::uint64_t position, std::uint64_t last) const;
    void close(std::size_t level);

    std::vector<Level> m_levels;
    TaskSummary m_open; // of the events that no node covers yet
    std::uint64_t m_size = 0;
};

inline void TaskPyramid::add(const TraceEvent& event)
{
    if (event.kind == EventKind::Task)
        m_open.add(event);
    if (++m_size % kLeaf == 0)
        close(0);
}

template <class OnSummary, class OnTask, class OnLeaf>
void TaskPyramid::walk(const Stretch& stretch, OnSummary summary, OnTask task, OnLeaf leaf) const
{
    for (std::uint64_t position = stretch.first; position < stretch.last;) {
        const std::size_t levels = levelsAt(position, stretch.last);
        std::size_t level = levels;
        while (level > 0 && !summary(m_levels[level - 1][position >> shiftOf(level - 1)]))
            --level;
        if (level > 0) {
            position += std::uint64_t{1} << shiftOf(level - 1);
            continue;
        }
        const std::uint64_t end = std::min(stretch.last, (position / kLeaf + 1) * kLeaf);
        while (position < end) {
            auto events = stretch.logs.from(stretch.worker, position);
            events = events.first(std::min<std::uint64_t>(events.size(), end - position));
            if (levels > 0 && events.size() == kLeaf
                && leaf(m_levels[0][position / kLeaf], events)) {
                position = end;
                break;
            }
            for (const TraceEvent& event : events) {
                if (event.kind == EventKind::Task)
                    task(event, position);
                ++position;
            }
        }
    }
}

} // namespace interleave
