#include "core/history/machine_key.h"

#include "core/base/file.h"
#include "core/base/json.h"
#include "core/model/run_result_json.h"

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <filesystem>
#include <set>

namespace interleave {

namespace {

const std::filesystem::path kCores = "/sys/devices/system/cpu";

std::string lineOf(const std::filesystem::path& file)
{
    constexpr std::size_t kMost = 1U << 12U;
    const auto text = readFile(file, kMost);
    return text ? text->substr(0, text->find('\n')) : std::string();
}

std::optional<double> numberIn(const std::string& text)
{
    double number = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
    return read.ec == std::errc() ? std::optional(number) : std::nullopt;
}

// "0-3,8" are five.
std::int64_t countIn(const std::string& list)
{
    std::int64_t count = 0;
    const char* at = list.data();
    const char* const end = list.data() + list.size();
    while (at != end) {
        std::int64_t first = 0;
        const auto begin = std::from_chars(at, end, first);
        if (begin.ec != std::errc())
            return 0;
        std::int64_t last = first;
        at = begin.ptr;
        if (at != end && *at == '-')
            at = std::from_chars(at + 1, end, last).ptr;
        count += last - first + 1;
        if (at != end)
            ++at;
    }
    return count;
}

std::int64_t countSockets()
{
    std::set<std::string> sockets;
    std::error_code none;
    for (const auto& entry : std::filesystem::directory_iterator(kCores, none)) {
        if (std::string socket = lineOf(entry.path() / "topology" / "physical_package_id");
            !socket.empty())
            sockets.insert(std::move(socket));
    }
    return static_cast<std::int64_t>(sockets.size());
}

} // namespace

MachineLayout machineLayout()
{
    return {.sockets = countSockets(),
        .threadsPerCore = countIn(lineOf(kCores / "cpu0" / "topology" / "thread_siblings_list")),
        .governor = lineOf(kCores / "cpu0" / "cpufreq" / "scaling_governor")};
}

std::string machineKey(const MachineFacts& facts, const MachineLayout& layout)
{
    return dumpJson({{"processor", facts.processor},
        {"cores", facts.cores},
        {"usable_cores", facts.usableCores},
        {"sockets", layout.sockets},
        {"threads_per_core", layout.threadsPerCore},
        {"kernel", facts.kernel},
        {"governor", layout.governor}});
}

std::string machineReadings(const RunResult& result)
{
    constexpr double kKilohertzPerMegahertz = 1'000;
    Json readings = Json::object();
    if (const auto load = numberIn(lineOf("/proc/loadavg")))
        readings["load_1_min"] = *load;
    if (const auto frequency = numberIn(lineOf(kCores / "cpu0" / "cpufreq" / "scaling_cur_freq")))
        readings["frequency_mhz"] = *frequency / kKilohertzPerMegahertz;
    std::optional<double> others;
    for (const TrialResult& trial : result.trials) {
        if (trial.othersShare)
            others = std::max(others.value_or(0), *trial.othersShare);
    }
    if (others)
        readings["most_others_share"] = *others;
    return dumpJson(readings);
}

} // namespace interleave
