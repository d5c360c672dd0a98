// What one process has had of the cores, from /proc/<pid>: exact nanoseconds, as the scheduler
// counts them.
//
// The files are opened once, so they stay those of that process even when its number is used again;
// after its end every reading is empty.
#pragma once

#include "core/base/unique_fd.h"

#include <cstdint>
#include <optional>
#include <sys/types.h>

namespace interleave {

class ProcessUsage
{
public:
    /// Empty readings when the process or its files are not there.
    [[nodiscard]] static ProcessUsage open(pid_t pid);

    /// Nanoseconds on a core since it began; about 1.5 us to read. The kernel brings the number up
    /// to date when the process is switched and at every timer tick, so it may lag by one tick.
    [[nodiscard]] std::optional<std::uint64_t> cpuNs() const;
    /// The core on which it last ran; about 5 us to read.
    [[nodiscard]] std::optional<int> core() const;

private:
    UniqueFd m_schedstat;
    UniqueFd m_stat;
};

} // namespace interleave
