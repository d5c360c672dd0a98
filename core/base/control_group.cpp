#include "core/base/control_group.h"

#include <algorithm>
#include <fstream>
#include <optional>
#include <sstream>
#include <vector>

namespace interleave {

namespace {

namespace fs = std::filesystem;

/// A group's folders, its own first, up to the topmost that can be seen.
using Folders = std::vector<fs::path>;

struct Mount
{
    std::string root; // of the hierarchy, what is shown at `point`
    fs::path point;
    std::string type; // cgroup or cgroup2
    std::string options; // of version 1: its controllers
};

// As "35 31 0:32 /root /sys/fs/cgroup/memory rw,relatime shared:9 - cgroup cgroup rw,memory".
std::optional<Mount> mountIn(const std::string& line)
{
    Mount mount;
    std::string skipped;
    std::istringstream text(line);
    text >> skipped >> skipped >> skipped >> mount.root >> mount.point;
    while (text >> skipped && skipped != "-") { }
    text >> mount.type >> skipped >> mount.options;
    return text ? std::optional(mount) : std::nullopt;
}

bool hasWord(std::string_view list, std::string_view word)
{
    while (!list.empty()) {
        const std::size_t end = std::min(list.find(','), list.size());
        if (list.substr(0, end) == word)
            return true;
        list.remove_prefix(std::min(end + 1, list.size()));
    }
    return false;
}

// The group of `controller` in the hierarchy of version 1, or the one of version 2 (empty name);
// lines as "4:cpu,cpuacct:/a/b" and "0::/a/b".
std::optional<std::string> groupOf(const fs::path& root, std::string_view controller)
{
    std::ifstream file(root / "proc/self/cgroup");
    for (std::string line; std::getline(file, line);) {
        const std::size_t first = line.find(':');
        const std::size_t second = line.find(':', first + 1);
        if (first == std::string::npos || second == std::string::npos)
            continue;
        const std::string_view names(line.data() + first + 1, second - first - 1);
        if (controller.empty() ? names.empty() : hasWord(names, controller))
            return line.substr(second + 1);
    }
    return std::nullopt;
}

std::optional<Mount> mountOf(const fs::path& root, std::string_view controller)
{
    std::ifstream file(root / "proc/self/mountinfo");
    for (std::string line; std::getline(file, line);) {
        const auto mount = mountIn(line);
        if (mount
            && (controller.empty()
                    ? mount->type == "cgroup2"
                    : mount->type == "cgroup" && hasWord(mount->options, controller)))
            return mount;
    }
    return std::nullopt;
}

// Of a group outside what is mounted only the top can be seen.
fs::path below(const std::string& mounted, const std::string& group)
{
    const fs::path relative = fs::path(group).lexically_relative(mounted);
    const bool outside = relative.empty() || relative == "." || *relative.begin() == "..";
    return outside ? fs::path() : relative;
}

Folders foldersOf(const fs::path& root, std::string_view controller)
{
    const auto group = groupOf(root, controller);
    const auto mount = mountOf(root, controller);
    if (!group || !mount)
        return {};
    const fs::path top = root / mount->point.relative_path();
    Folders folders;
    for (fs::path path = below(mount->root, *group); !path.empty(); path = path.parent_path())
        folders.push_back(top / path);
    folders.push_back(top);
    return folders;
}

// Nothing where the file is not there, or says "max" or -1 or more than there can be.
std::optional<double> numberIn(const fs::path& path)
{
    constexpr double kMeansNone = 4e18;
    double number = 0;
    std::ifstream file(path);
    if (!(file >> number) || number < 0 || number > kMeansNone)
        return std::nullopt;
    return number;
}

// What the kernel can take back from files when others need it.
double heldForFiles(const fs::path& statistics, std::string_view prefix)
{
    std::ifstream file(statistics);
    double sum = 0;
    std::string name;
    for (double bytes = 0; file >> name >> bytes;) {
        if (name == std::string(prefix) + "inactive_file"
            || name == std::string(prefix) + "active_file")
            sum += bytes;
    }
    return sum;
}

void lower(GroupLimit& limit, double left, const fs::path& file)
{
    if (left < limit.left)
        limit = {std::max(left, 0.0), file.string()};
}

void lowerByUse(
    GroupLimit& limit, const fs::path& most, const fs::path& used, double backFromFiles = 0)
{
    const auto allowed = numberIn(most);
    const auto use = numberIn(used);
    if (allowed && use)
        lower(limit, *allowed - std::max(*use - backFromFiles, 0.0), most);
}

void readVersion2(const fs::path& root, GroupLimits& limits)
{
    for (const fs::path& folder : foldersOf(root, "")) {
        double quota = 0;
        double period = 0;
        if (std::ifstream file(folder / "cpu.max"); file >> quota >> period && period > 0)
            lower(limits.cores, quota / period, folder / "cpu.max");
        lowerByUse(limits.memoryBytes,
            folder / "memory.max",
            folder / "memory.current",
            heldForFiles(folder / "memory.stat", ""));
        lowerByUse(limits.processes, folder / "pids.max", folder / "pids.current");
    }
}

void readVersion1(const fs::path& root, GroupLimits& limits)
{
    for (const fs::path& folder : foldersOf(root, "cpu")) {
        const auto quota = numberIn(folder / "cpu.cfs_quota_us");
        const auto period = numberIn(folder / "cpu.cfs_period_us");
        if (quota && *quota > 0 && period && *period > 0)
            lower(limits.cores, *quota / *period, folder / "cpu.cfs_quota_us");
    }
    for (const fs::path& folder : foldersOf(root, "memory"))
        lowerByUse(limits.memoryBytes,
            folder / "memory.limit_in_bytes",
            folder / "memory.usage_in_bytes",
            heldForFiles(folder / "memory.stat", "total_"));
    for (const fs::path& folder : foldersOf(root, "pids"))
        lowerByUse(limits.processes, folder / "pids.max", folder / "pids.current");
}

} // namespace

GroupLimits groupLimits(const fs::path& root)
{
    GroupLimits limits;
    readVersion2(root, limits);
    readVersion1(root, limits);
    return limits;
}

} // namespace interleave
