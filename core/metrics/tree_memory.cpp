#include "core/metrics/tree_memory.h"

#include "core/base/system_error.h"
#include "core/base/unique_fd.h"

#include <fmt/format.h>

#include <array>
#include <cerrno>
#include <charconv>
#include <fcntl.h>
#include <filesystem>
#include <map>
#include <string>
#include <unistd.h>
#include <vector>

namespace interleave {

namespace {

constexpr int kFieldsBeforeParent = 1; // of /proc/pid/stat, between the command's ')' and it

struct ProcText
{
    std::string text;
    bool refused = false; // the file is there, and is not for us
};

ProcText readOf(pid_t pid, const char* name)
{
    const UniqueFd file(
        ::open(fmt::format("/proc/{}/{}", pid, name).c_str(), O_RDONLY | O_CLOEXEC));
    if (!file.valid())
        return {{}, errno == EACCES || errno == EPERM};
    std::array<char, 2048> buffer{}; // these files are shorter
    const ssize_t count
        = retryOnInterrupt([&] { return ::pread(file.get(), buffer.data(), buffer.size(), 0); });
    if (count < 0)
        return {{}, errno == EACCES || errno == EPERM};
    return {std::string(buffer.data(), static_cast<std::size_t>(count))};
}

template <class Number>
std::optional<Number> numberIn(std::string_view text)
{
    text.remove_prefix(std::min(text.find_first_not_of(' '), text.size()));
    Number number{};
    const bool read
        = std::from_chars(text.data(), text.data() + text.size(), number).ec == std::errc();
    return read ? std::optional(number) : std::nullopt;
}

std::optional<pid_t> parentOf(pid_t pid)
{
    const std::string text = readOf(pid, "stat").text;
    const std::size_t name = text.rfind(')'); // the command's name may hold blanks and brackets
    if (name == std::string::npos || name + 2 >= text.size())
        return std::nullopt;
    std::string_view rest = std::string_view(text).substr(name + 2);
    for (int field = 0; field < kFieldsBeforeParent; ++field)
        rest.remove_prefix(std::min(rest.find(' ') + 1, rest.size()));
    return numberIn<pid_t>(rest);
}

std::map<pid_t, std::vector<pid_t>> childrenOfAll()
{
    std::map<pid_t, std::vector<pid_t>> children;
    std::error_code failed;
    for (std::filesystem::directory_iterator entry("/proc", failed), end; !failed && entry != end;
         entry.increment(failed)) {
        const auto pid = numberIn<pid_t>(entry->path().filename().native());
        if (const auto parent = pid ? parentOf(*pid) : std::nullopt)
            children[*parent].push_back(*pid);
    }
    return children;
}

} // namespace

std::optional<std::uint64_t> parsePss(std::string_view text)
{
    constexpr std::string_view kName = "\nPss:";
    const std::size_t line = text.find(kName);
    if (line == std::string_view::npos)
        return std::nullopt;
    const auto kilobytes = numberIn<std::uint64_t>(text.substr(line + kName.size()));
    return kilobytes ? std::optional(*kilobytes * 1024) : std::nullopt;
}

std::optional<std::uint64_t> proportionalBytesOfTree(pid_t root)
{
    const auto children = childrenOfAll();
    std::vector<pid_t> tree{root};
    std::uint64_t bytes = 0;
    for (std::size_t next = 0; next < tree.size(); ++next) {
        const ProcText rollup = readOf(tree[next], "smaps_rollup");
        const auto own = parsePss(rollup.text);
        if (rollup.refused || (next == 0 && !own))
            return std::nullopt;
        bytes += own.value_or(0);
        if (const auto found = children.find(tree[next]); found != children.end())
            tree.insert(tree.end(), found->second.begin(), found->second.end());
    }
    return bytes;
}

} // namespace interleave
