#include "ui/models/refresh_interval.h"

#include <algorithm>
#include <numeric>
#include <span>

namespace interleave::ui {

namespace {

constexpr std::size_t kSamples = 8; // 0.4 s
constexpr float kBusy = 0.9F;

constexpr double kShortestMs = 100;
constexpr double kShortestBusyMs = 250;
constexpr double kLongestMs = 1'000;
constexpr double kShare = 0.2; // of one core, while there is one to spare
constexpr double kBusyShare = 0.01; // of all cores

bool busy(const std::vector<float>& core)
{
    const auto last = std::span(core).last(std::min(core.size(), kSamples));
    const float sum = std::accumulate(last.begin(), last.end(), 0.0F);
    return !last.empty() && sum / static_cast<float>(last.size()) > kBusy;
}

} // namespace

bool allCoresBusy(const UtilisationSeries& series)
{
    return !series.machine.empty() && std::ranges::all_of(series.machine, busy);
}

int refreshIntervalMs(double frameCpuNs, bool allBusy, std::size_t cores)
{
    const double share
        = allBusy ? kBusyShare * static_cast<double>(std::max<std::size_t>(cores, 1)) : kShare;
    const double shortest = allBusy ? kShortestBusyMs : kShortestMs;
    return static_cast<int>(std::clamp(frameCpuNs / 1e6 / share, shortest, kLongestMs));
}

} // namespace interleave::ui
