// What one process or thread has had of the cores, from /proc/<pid>, as the scheduler counts it:
// exact nanoseconds; and what a process has of the memory.
//
// The files are opened once, so they stay those of that process even when its number is used again;
// after its end every reading is empty.
#pragma once

#include "core/base/unique_fd.h"

#include <cstdint>
#include <optional>
#include <sys/types.h>

namespace interleave {

struct CoreTime
{
    std::uint64_t ns = 0; // on a core since it began
    std::uint64_t turns = 0; // times that it was put on one
};

class ProcessUsage
{
public:
    /// Empty readings when the process or its files are not there.
    [[nodiscard]] static ProcessUsage open(pid_t pid);

    /// About 1.5 us to read. The kernel brings the time up to date when the process is switched and
    /// at every timer tick, so it may lag by one tick.
    [[nodiscard]] std::optional<CoreTime> coreTime() const;
    /// The core on which it last ran; about 5 us to read.
    [[nodiscard]] std::optional<int> core() const;

private:
    UniqueFd m_schedstat;
    UniqueFd m_stat;
};

class ProcessMemory
{
public:
    /// Empty readings when the process or its file is not there.
    [[nodiscard]] static ProcessMemory open(pid_t pid);

    /// Resident pages that are neither of a file nor of shared memory, in bytes; about 2 us to
    /// read. A forked process and its parent both count the pages that neither has written since.
    [[nodiscard]] std::optional<std::uint64_t> privateBytes() const;

private:
    UniqueFd m_statm;
};

} // namespace interleave
