#include "core/ipc/available_memory.h"

#include "core/base/control_group.h"
#include "core/base/grouped_digits.h"

#include <fmt/core.h>

#include <fstream>
#include <limits>
#include <string>

namespace interleave {

namespace {

constexpr std::uint64_t kUnlimited = std::numeric_limits<std::uint64_t>::max();

std::uint64_t ofMachine()
{
    std::ifstream file("/proc/meminfo"); // lines as "MemAvailable:   23000000 kB"
    std::uint64_t available = 0;
    bool told = false;
    std::string name;
    std::string unit;
    for (std::uint64_t kibibytes = 0; file >> name >> kibibytes; std::getline(file, unit)) {
        if (name == "MemAvailable:" || name == "SwapFree:") {
            available += kibibytes * 1'024;
            told = true;
        }
    }
    return told ? available : kUnlimited;
}

} // namespace

AvailableMemory availableMemory()
{
    const std::uint64_t machine = ofMachine();
    const GroupLimit group = groupLimits().memoryBytes;
    if (group.left < static_cast<double>(machine))
        return {static_cast<std::uint64_t>(group.left), group.file};
    return {machine, "what is free on this machine"};
}

std::string describeShortage(const AvailableMemory& available)
{
    return fmt::format(
        "only {} bytes of memory can be had here, by {}; use fewer workers or tasks, "
        "free memory or raise that limit",
        groupedDigits(available.bytes),
        available.limitedBy);
}

} // namespace interleave
