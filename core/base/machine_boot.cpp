#include "core/base/machine_boot.h"

#include "core/base/file.h"

#include <charconv>
#include <string_view>

namespace interleave {

std::int64_t bootTimeIn(const std::string& procStat)
{
    constexpr std::string_view kField = "\nbtime ";
    constexpr std::int64_t kNsPerSecond = 1'000'000'000;
    const std::size_t found = procStat.find(kField);
    if (found == std::string::npos)
        return MachineBoot::kUnknown;
    std::int64_t seconds = 0;
    const char* end = procStat.data() + procStat.size();
    const auto read = std::from_chars(procStat.data() + found + kField.size(), end, seconds);
    return read.ec == std::errc() ? seconds * kNsPerSecond : MachineBoot::kUnknown;
}

MachineBoot machineBoot()
{
    constexpr std::size_t kLargestStat = 1U << 24U; // it counts each interrupt of each core
    const auto id = readFile("/proc/sys/kernel/random/boot_id", 100);
    const auto stat = readFile("/proc/stat", kLargestStat);
    return {.id = id ? id->substr(0, id->find('\n')) : std::string(),
        .beganNs = stat ? bootTimeIn(*stat) : MachineBoot::kUnknown};
}

} // namespace interleave
