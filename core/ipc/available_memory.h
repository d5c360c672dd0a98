// How much memory can still be taken without the kernel having to kill somebody.
#pragma once

#include <cstdint>

namespace interleave {

/// What the kernel estimates for the machine, swap included, cut by the limit of the control group
/// (v2, then v1); more than there can be when neither tells. Costs about 50 us.
[[nodiscard]] std::uint64_t availableMemoryBytes();

} // namespace interleave
