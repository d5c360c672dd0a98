#include "core/ipc/available_memory.h"

#include <algorithm>
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

// A limit that is not there, or is the word "max", reads as none.
std::uint64_t leftOf(const char* limitPath, const char* usagePath)
{
    std::uint64_t limit = 0;
    std::uint64_t usage = 0;
    std::ifstream limitFile(limitPath);
    std::ifstream usageFile(usagePath);
    if (!(limitFile >> limit) || !(usageFile >> usage))
        return kUnlimited;
    return limit > usage ? limit - usage : 0;
}

} // namespace

std::uint64_t availableMemoryBytes()
{
    return std::min({ofMachine(),
        leftOf("/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory.current"),
        leftOf("/sys/fs/cgroup/memory/memory.limit_in_bytes",
            "/sys/fs/cgroup/memory/memory.usage_in_bytes")});
}

} // namespace interleave
