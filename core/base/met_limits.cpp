#include "core/base/met_limits.h"

#include "core/base/unique_fd.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <fcntl.h>
#include <optional>
#include <string_view>
#include <sys/resource.h>
#include <unistd.h>

namespace interleave {

namespace {

std::optional<rlim_t> limitOf(__rlimit_resource resource)
{
    rlimit limit{};
    const bool isSet = ::getrlimit(resource, &limit) == 0 && limit.rlim_cur != RLIM_INFINITY;
    return isSet ? std::optional(limit.rlim_cur) : std::nullopt;
}

// In blocks that have room on the stack: readFile() wants memory, and has a message where it has
// none.
template <class Take>
void readBlocks(const char* path, Take take)
{
    const UniqueFd file(::open(path, O_RDONLY | O_CLOEXEC));
    std::array<char, 4'096> block{};
    for (ssize_t count = 0; (count = ::read(file.get(), block.data(), block.size())) > 0;)
        take(std::string_view(block.data(), static_cast<std::size_t>(count)));
}

std::uint64_t numberIn(std::string_view text)
{
    std::uint64_t number = 0;
    text.remove_prefix(std::min(text.find_first_of("0123456789"), text.size()));
    std::from_chars(text.data(), text.data() + text.size(), number);
    return number;
}

bool locksMemory()
{
    bool locks = false;
    readBlocks("/proc/self/status", [&](std::string_view block) {
        const std::size_t at = block.find("VmLck:");
        locks = locks || (at != std::string_view::npos && numberIn(block.substr(at)) > 0);
    });
    return locks;
}

// Nothing unless there is hardly another mapping to be had.
std::optional<std::uint64_t> metMostMappings()
{
    constexpr std::uint64_t kWanted = 16;
    std::uint64_t most = 0;
    std::uint64_t mappings = 0;
    readBlocks("/proc/sys/vm/max_map_count", [&](std::string_view text) { most = numberIn(text); });
    readBlocks("/proc/self/maps", [&](std::string_view block) {
        mappings += static_cast<std::uint64_t>(std::ranges::count(block, '\n'));
    });
    return most != 0 && mappings + kWanted >= most ? std::optional(most) : std::nullopt;
}

class LimitNames
{
public:
    void addIfSet(char option, __rlimit_resource resource)
    {
        constexpr rlim_t kUnit = 1'024;
        if (const auto limit = limitOf(resource))
            add(fmt::format("ulimit -{} {}", option, *limit / kUnit));
    }
    void add(std::string_view name)
    {
        m_text += fmt::format("{}{}", m_text.empty() ? "" : ", ", name);
    }
    [[nodiscard]] std::string text() const
    {
        return m_text.empty() ? m_text : fmt::format(" ({})", m_text);
    }

private:
    std::string m_text;
};

LimitNames limitsOfMemory()
{
    LimitNames names;
    names.addIfSet('v', RLIMIT_AS);
    names.addIfSet('d', RLIMIT_DATA);
    if (locksMemory())
        names.addIfSet('l', RLIMIT_MEMLOCK);
    if (const auto most = metMostMappings())
        names.add(fmt::format("vm.max_map_count {}", *most));
    return names;
}

} // namespace

std::string metLimits()
{
    return limitsOfMemory().text();
}

std::string metLimitsOfThreads()
{
    constexpr rlim_t kLarge = 64U << 20U; // eight times what is usual
    LimitNames names = limitsOfMemory();
    if (const auto stack = limitOf(RLIMIT_STACK); stack && *stack > kLarge)
        names.addIfSet('s', RLIMIT_STACK);
    return names.text();
}

} // namespace interleave
