#include "core/metrics/core_usage.h"

#include "core/base/machine.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <fcntl.h>
#include <iterator>
#include <limits>

namespace interleave {

namespace {

constexpr std::size_t kIdle = 3;
constexpr std::size_t kIoWait = 4;
constexpr std::size_t kCounted = 8; // user nice system idle iowait irq softirq steal

// Takes the next number off the front of `text`; false when there is none.
template <class Number>
bool takeNumber(std::string_view& text, Number& number)
{
    text.remove_prefix(std::min(text.find_first_not_of(' '), text.size()));
    const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    text.remove_prefix(static_cast<std::size_t>(stop - text.data()));
    return error == std::errc();
}

void parseLine(std::string_view line, CoreTimes& times)
{
    int core = 0;
    if (!line.starts_with("cpu") || line.size() < 4 || line[3] == ' ')
        return;
    line.remove_prefix(3);
    if (!takeNumber(line, core))
        return;
    std::array<std::uint64_t, kCounted> fields{};
    std::uint64_t total = 0;
    for (std::uint64_t& field : fields) {
        if (!takeNumber(line, field))
            break;
        total += field;
    }
    times.cores.push_back(core);
    times.total.push_back(total);
    times.busy.push_back(total - fields[kIdle] - fields[kIoWait]);
}

} // namespace

CoreTimes parseProcStat(std::string_view text)
{
    CoreTimes times;
    while (text.starts_with("cpu")) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        parseLine(text.substr(0, end), times);
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return times;
}

CoreTimes timesOf(const std::vector<int>& cores, const CoreTimes& times)
{
    CoreTimes ordered{cores, {}, {}};
    for (const int core : cores) {
        const auto found = std::ranges::find(times.cores, core);
        const auto at = static_cast<std::size_t>(found - times.cores.begin());
        ordered.busy.push_back(found == times.cores.end() ? 0 : times.busy[at]);
        ordered.total.push_back(found == times.cores.end() ? 0 : times.total[at]);
    }
    return ordered;
}

std::vector<double> busyShares(const CoreTimes& from, const CoreTimes& to)
{
    std::vector<double> shares(to.cores.size(), 0.0);
    for (std::size_t i = 0; i < std::min(shares.size(), from.cores.size()); ++i) {
        if (from.total[i] == 0 || to.total[i] == 0) {
            shares[i] = std::numeric_limits<double>::quiet_NaN();
            continue;
        }
        // iowait may step back, so differences are taken as signed numbers.
        const auto total
            = static_cast<double>(static_cast<std::int64_t>(to.total[i] - from.total[i]));
        const auto busy = static_cast<double>(static_cast<std::int64_t>(to.busy[i] - from.busy[i]));
        if (total > 0)
            shares[i] = std::clamp(busy / total, 0.0, 1.0);
    }
    return shares;
}

CoreUsage CoreUsage::open()
{
    CoreUsage usage(UniqueFd(::open("/proc/stat", O_RDONLY | O_CLOEXEC)));
    if (!usage.m_fd.valid())
        usage.m_whyUnknown = errno == ENOENT ? "there is no /proc/stat"
                                             : describeErrno("read /proc/stat", errno).message;
    usage.m_cores = usage.readAll().cores;
    std::ranges::copy(affinityCores(), std::back_inserter(usage.m_cores));
    std::ranges::sort(usage.m_cores);
    const auto twice = std::ranges::unique(usage.m_cores);
    usage.m_cores.erase(twice.begin(), twice.end());
    return usage;
}

CoreTimes CoreUsage::readAll() const
{
    std::string text(64 * 1024, '\0');
    for (;;) {
        const ssize_t count
            = retryOnInterrupt([&] { return ::pread(m_fd.get(), text.data(), text.size(), 0); });
        if (count <= 0)
            return {};
        if (static_cast<std::size_t>(count) < text.size())
            return parseProcStat(std::string_view(text.data(), static_cast<std::size_t>(count)));
        text.resize(text.size() * 2);
    }
}

} // namespace interleave
