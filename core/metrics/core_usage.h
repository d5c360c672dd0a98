// How busy each core was, from /proc/stat: everything that ran on the machine, in steps of 10 ms.
#pragma once

#include "core/base/system_error.h"
#include "core/base/unique_fd.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace interleave {

/// Time since boot in the kernel's ticks, per core.
struct CoreTimes
{
    std::vector<int> cores; // their numbers
    std::vector<std::uint64_t> busy;
    std::vector<std::uint64_t> total;
};

/// The cpuN lines of /proc/stat's text. iowait counts as idle; guest time is in user already.
[[nodiscard]] CoreTimes parseProcStat(std::string_view text);

/// The busy share (0 to 1) of each core between two readings; 0 where no tick passed.
[[nodiscard]] std::vector<double> busyShares(const CoreTimes& from, const CoreTimes& to);

class CoreUsage
{
public:
    [[nodiscard]] static Result<CoreUsage, SystemError> open();
    /// Costs about 20 us on a small machine, and grows with its cores. Empty when /proc cannot be
    /// read.
    [[nodiscard]] CoreTimes read() const;

private:
    explicit CoreUsage(UniqueFd fd)
        : m_fd(std::move(fd))
    {
    }
    UniqueFd m_fd;
};

} // namespace interleave
