// How much memory can still be taken without the kernel having to kill somebody.
#pragma once

#include <cstdint>
#include <string>

namespace interleave {

struct AvailableMemory
{
    std::uint64_t bytes;
    std::string limitedBy; // for a message: whose limit that is
};

/// What the kernel estimates for the machine, swap included, cut by the limits of the control
/// groups in which this process is; more than there can be when none tells. Costs about 0.1 ms.
[[nodiscard]] AvailableMemory availableMemory();

/// "only 12 MB of memory can be had here, by /sys/fs/cgroup/memory.max", with the remedy.
[[nodiscard]] std::string describeShortage(const AvailableMemory& available);

} // namespace interleave
