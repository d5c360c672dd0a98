#include "ui/timeline/core_share.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace interleave::ui {

namespace {

constexpr double kNsPerSecond = 1e9;
constexpr double kTellable = 0.05; // of a frame: less is not told from an error of the samples

double workedIn(const TimelineColumn& column)
{
    return std::max(0.0, static_cast<double>(column.busy) - static_cast<double>(column.waiting));
}

double meanWorked(std::span<const TimelineColumn> columns)
{
    const double sum = std::accumulate(
        columns.begin(), columns.end(), 0.0, [](double all, const TimelineColumn& column) {
            return all + workedIn(column);
        });
    return columns.empty() ? 0 : sum / static_cast<double>(columns.size());
}

// Of the time in which it worked.
double missingShare(double worked, double onCore)
{
    if (worked < kTellable)
        return 0;
    const double share = std::clamp(1 - onCore / worked, 0.0, 1.0);
    return share < kTellable ? 0 : share;
}

} // namespace

std::vector<float> shareWithoutCore(const WorkerFrames& frames,
    const TimeRange& seen,
    std::span<const TimelineColumn> columns,
    const std::function<double(const TimeRange&)>& worked)
{
    std::vector<float> shares(columns.size());
    const double width = (seen.end - seen.begin) / static_cast<double>(columns.size());
    const auto middleOf = [&](std::size_t column) {
        return seen.begin + (static_cast<double>(column) + 0.5) * width;
    };
    const std::size_t count = std::min(frames.seconds.size(), frames.onCore.size());
    const auto endOf = [&](std::size_t frame) { return frames.seconds[frame] * kNsPerSecond; };
    std::size_t frame = 0;
    for (std::size_t first = 0; first < columns.size();) {
        double onCore = 0;
        std::size_t passed = 0; // frames that end in a column are taken together
        while (frame < count && endOf(frame) <= middleOf(first)) {
            if (endOf(frame) > middleOf(first) - width) {
                onCore += static_cast<double>(frames.onCore[frame]);
                ++passed;
            }
            ++frame;
        }
        if (frame == count)
            break;
        const TimeRange time{frame == 0 ? 0 : endOf(frame - 1), endOf(frame)};
        std::size_t last = first + 1;
        while (last < columns.size() && middleOf(last) < time.end)
            ++last;
        const bool several = last == first + 1 && passed > 1;
        const bool whole = several || (time.begin >= seen.begin && time.end <= seen.end);
        const double inTasks
            = whole ? meanWorked(columns.subspan(first, last - first)) : worked(time);
        const double share = missingShare(inTasks,
            several ? onCore / static_cast<double>(passed)
                    : static_cast<double>(frames.onCore[frame]));
        for (; first < last; ++first)
            shares[first] = static_cast<float>(workedIn(columns[first]) * share);
    }
    return shares;
}

} // namespace interleave::ui
