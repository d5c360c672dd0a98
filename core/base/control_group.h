// What the control groups allow in which this process is: each with all those above it, version 1
// and 2, beside each other too.
//
// A container has a part of the tree at its own root; what is above that nobody can see.
#pragma once

#include <cstdint>
#include <filesystem>
#include <limits>
#include <string>

namespace interleave {

/// The smallest number that any of the groups has left, and the file that says so; empty where none
/// limits.
struct GroupLimit
{
    double left = std::numeric_limits<double>::infinity();
    std::string file;

    [[nodiscard]] bool limits() const { return !file.empty(); }
};

struct GroupLimits
{
    GroupLimit cores; // as time on cores per time: 1.5 is one and a half
    GroupLimit memoryBytes; // what is in use for files counts as free; without swap
    GroupLimit processes; // and threads
};

/// Reads proc/self/cgroup, proc/self/mountinfo and the groups' files, all below `root`. Costs about
/// 0.1 ms.
[[nodiscard]] GroupLimits groupLimits(const std::filesystem::path& root = "/");

} // namespace interleave
