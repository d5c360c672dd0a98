// The workers' logs of a recording by position: event number n of a worker, while the log grows.
//
// A log is a sequence of blocks. refresh() looks only at the blocks that were taken since the last
// look, and costs nothing when there are none; Recording::log() looks at all.
//
// Thread safety: none; the recording may be written meanwhile. What is below size() stays.
#pragma once

#include "core/trace/recording.h"

#include <memory>
#include <vector>

namespace interleave {

class WorkerLogs
{
public:
    explicit WorkerLogs(std::shared_ptr<const Recording> recording);

    /// Takes in what was logged since the last call.
    void refresh();

    [[nodiscard]] const Recording& recording() const { return *m_recording; }
    [[nodiscard]] unsigned workers() const { return static_cast<unsigned>(m_logs.size()); }
    /// Events of a worker, of all kinds.
    [[nodiscard]] std::uint64_t size(unsigned worker) const { return m_logs[worker].size; }
    /// Of all workers.
    [[nodiscard]] std::uint64_t events() const;
    /// The events from `position` (below size()) on, as far as they lie together in memory: at
    /// least one.
    [[nodiscard]] std::span<const TraceEvent> from(unsigned worker, std::uint64_t position) const;
    [[nodiscard]] const TraceEvent& at(unsigned worker, std::uint64_t position) const
    {
        return from(worker, position).front();
    }

private:
    struct Log
    {
        std::vector<std::uint32_t> blocks; // in the order of the file
        std::uint64_t size = 0;
    };
    bool assign(std::uint64_t block);

    std::shared_ptr<const Recording> m_recording;
    std::vector<Log> m_logs;
    std::uint64_t m_blocksSeen = 0;
    std::vector<std::uint64_t> m_unowned; // taken by a worker that has not yet put its name on it
    std::uint64_t m_blockEvents;
};

} // namespace interleave
