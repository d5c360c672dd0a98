#include "core/metrics/process_usage.h"

#include "core/base/system_error.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <fcntl.h>
#include <string_view>
#include <unistd.h>

namespace interleave {

namespace {

constexpr int kFieldsBeforeCore
    = 36; // of /proc/pid/stat, between the command's ')' and "processor"

using Text = std::array<char, 1024>;

std::string_view readText(const UniqueFd& fd, Text& buffer)
{
    if (!fd.valid())
        return {};
    const ssize_t count
        = retryOnInterrupt([&] { return ::pread(fd.get(), buffer.data(), buffer.size(), 0); });
    return count > 0 ? std::string_view(buffer.data(), static_cast<std::size_t>(count))
                     : std::string_view();
}

std::string_view withoutFields(std::string_view text, int fields)
{
    for (int field = 0; field < fields && !text.empty(); ++field)
        text.remove_prefix(std::min(text.find(' '), text.size() - 1) + 1);
    return text;
}

template <class Number>
std::optional<Number> numberAtStart(std::string_view text)
{
    Number number{};
    if (std::from_chars(text.data(), text.data() + text.size(), number).ec != std::errc())
        return std::nullopt;
    return number;
}

UniqueFd openOf(pid_t pid, const char* name)
{
    return UniqueFd(::open(fmt::format("/proc/{}/{}", pid, name).c_str(), O_RDONLY | O_CLOEXEC));
}

} // namespace

ProcessUsage ProcessUsage::open(pid_t pid)
{
    ProcessUsage usage;
    usage.m_schedstat = openOf(pid, "schedstat");
    usage.m_stat = openOf(pid, "stat");
    return usage;
}

std::optional<CoreTime> ProcessUsage::coreTime() const
{
    Text buffer;
    const std::string_view text = readText(m_schedstat, buffer); // on a core, ready for one, turns
    const auto ns = numberAtStart<std::uint64_t>(text);
    const auto turns = numberAtStart<std::uint64_t>(withoutFields(text, 2));
    if (!ns || !turns)
        return std::nullopt;
    return CoreTime{*ns, *turns};
}

std::optional<int> ProcessUsage::core() const
{
    Text buffer;
    std::string_view text = readText(m_stat, buffer);
    const auto name = text.rfind(')'); // the command's name may hold blanks and brackets
    if (name == std::string_view::npos)
        return std::nullopt;
    text.remove_prefix(name + 2);
    return numberAtStart<int>(withoutFields(text, kFieldsBeforeCore));
}

ProcessMemory ProcessMemory::open(pid_t pid)
{
    ProcessMemory memory;
    memory.m_statm = openOf(pid, "statm");
    return memory;
}

std::optional<std::uint64_t> ProcessMemory::privateBytes() const
{
    Text buffer;
    const std::string_view text = readText(m_statm, buffer); // in pages: all, resident, shared
    const auto resident = numberAtStart<std::uint64_t>(withoutFields(text, 1));
    const auto shared = numberAtStart<std::uint64_t>(withoutFields(text, 2));
    if (!resident || !shared)
        return std::nullopt;
    static const auto pageBytes = static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE));
    return (*resident - std::min(*shared, *resident)) * pageBytes;
}

} // namespace interleave
