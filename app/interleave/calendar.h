// The time of day, which people read and anybody may set: nothing is measured by it.
#pragma once

#include <chrono>
#include <cstdint>

namespace interleave {

/// In UTC.
[[nodiscard]] inline std::int64_t millisecondsSince1970()
{
    using std::chrono::milliseconds;
    const auto now = std::chrono::system_clock::now().time_since_epoch();
    return std::chrono::duration_cast<milliseconds>(now).count();
}

} // namespace interleave
