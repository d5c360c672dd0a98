// When the machine was started, for what must not outlive that: what a file system had not yet
// written, say.
#pragma once

#include <cstdint>
#include <limits>
#include <string>

namespace interleave {

struct MachineBoot
{
    static constexpr std::int64_t kUnknown = std::numeric_limits<std::int64_t>::min();

    std::string id; // another for each start; empty where the machine does not tell
    std::int64_t beganNs = kUnknown; // since 1970, as the times of files count: nothing is older
};

/// Of this machine. Its time is in whole seconds, and before rather than after the start.
[[nodiscard]] MachineBoot machineBoot();

/// What /proc/stat's text says; kUnknown where it does not.
[[nodiscard]] std::int64_t bootTimeIn(const std::string& procStat);

} // namespace interleave
