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
    std::vector<std::uint64_t> total; // 0: not known
};

/// The cpuN lines of /proc/stat's text. iowait counts as idle; guest time is in user already.
[[nodiscard]] CoreTimes parseProcStat(std::string_view text);

/// `times` of exactly these cores, in this order; those that are not in it are not known.
[[nodiscard]] CoreTimes timesOf(const std::vector<int>& cores, const CoreTimes& times);

/// The busy share (0 to 1) of each core between two readings of the same cores; 0 where no tick
/// passed, NaN where one of them is not known.
[[nodiscard]] std::vector<double> busyShares(const CoreTimes& from, const CoreTimes& to);

/// Of the cores that /proc/stat tells about and those that this process may use, always in the same
/// order: a container's /proc/stat may have fewer than the scheduler uses, and a core may be taken
/// off at any time.
class CoreUsage
{
public:
    [[nodiscard]] static CoreUsage open();
    /// Why nothing is known of any core: some containers have no /proc/stat, or no descriptor is
    /// left to read it by. Empty where the machine tells.
    [[nodiscard]] const std::string& whyUnknown() const { return m_whyUnknown; }
    /// Costs about 20 us on a small machine, and grows with its cores.
    [[nodiscard]] CoreTimes read() const { return timesOf(m_cores, readAll()); }

private:
    explicit CoreUsage(UniqueFd fd)
        : m_fd(std::move(fd))
    {
    }
    [[nodiscard]] CoreTimes readAll() const;

    UniqueFd m_fd;
    std::string m_whyUnknown;
    std::vector<int> m_cores;
};

} // namespace interleave
