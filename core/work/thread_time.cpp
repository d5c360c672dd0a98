#include "core/work/thread_time.h"

#include "core/base/known_wait.h"

#include <array>
#include <charconv>
#include <fcntl.h>
#include <utility>

namespace interleave {

namespace {

// "on a core, ready for one, turns".
std::uint64_t sumOfFirstTwo(const char* begin, const char* end)
{
    std::uint64_t onCore = 0;
    std::uint64_t ready = 0;
    const auto first = std::from_chars(begin, end, onCore);
    if (first.ec == std::errc() && first.ptr != end)
        std::from_chars(first.ptr + 1, end, ready);
    return onCore + ready;
}

} // namespace

std::uint64_t ThreadTime::sinceLastNs()
{
    const bool isFirst = !std::exchange(m_opened, true);
    if (isFirst)
        m_file.reset(::open("/proc/thread-self/schedstat", O_RDONLY | O_CLOEXEC));
    const std::uint64_t waitNs = knownWaitNs();
    const std::uint64_t waitedNs = waitNs - std::exchange(m_lastWaitNs, waitNs);
    const auto nowNs = readNs();
    if (!nowNs)
        return isFirst ? 0 : waitedNs;
    const std::uint64_t lastNs = std::exchange(m_lastNs, *nowNs);
    return isFirst || *nowNs < lastNs ? 0 : *nowNs - lastNs + waitedNs;
}

void ThreadTime::restart()
{
    m_lastNs = readNs().value_or(m_lastNs);
}

std::optional<std::uint64_t> ThreadTime::readNs() const
{
    std::array<char, 128> text{};
    const ssize_t count = m_file.valid() ? ::pread(m_file.get(), text.data(), text.size(), 0) : 0;
    if (count <= 0)
        return std::nullopt;
    return sumOfFirstTwo(text.data(), text.data() + count);
}

} // namespace interleave
