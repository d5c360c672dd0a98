#include "core/workload/buffer_outcome.h"

#include "core/base/grouped_digits.h"
#include "core/workload/buffer_area.h"

#include <fmt/format.h>

#include <algorithm>

namespace interleave {

namespace {

// Nobody writes any more; BufferArea is for those who do.
BufferArea areaOf(const EndedTrial& trial)
{
    return BufferArea({const_cast<std::byte*>(trial.area.data()), trial.area.size()});
}

void describeWaits(const BufferArea& area,
    const EndedTrial& trial,
    std::uint64_t producing,
    WorkloadOutcome& outcome)
{
    OutcomeChart chart{.title = "How long did each worker wait for the other side?", .unit = "ms"};
    double producers = 0;
    double consumers = 0;
    for (std::size_t worker = 0; worker < area.waits.size(); ++worker) {
        const bool produces = worker < producing;
        const double ms = static_cast<double>(trial.clock.toNs(area.waits[worker].ticks)) / 1e6;
        (produces ? producers : consumers) += ms;
        chart.labels.push_back(
            fmt::format("{} {}", produces ? "producer" : "consumer", worker + 1));
        chart.values.push_back(ms);
    }
    outcome.figures.push_back({"producers_wait", "producers waited", "ms", producers, {}});
    outcome.figures.push_back({"consumers_wait", "consumers waited", "ms", consumers, {}});
    outcome.charts.push_back(std::move(chart));
}

void describeOccupancy(const BufferArea& area, const EndedTrial& trial, WorkloadOutcome& outcome)
{
    const std::uint64_t step = itemsPerSample(area.buffer.items);
    OutcomeChart chart{.title = "How many items were in the buffer, over time?",
        .unit = "items",
        .xTitle = step > 1 ? fmt::format("time in ms (looked at with one of every {} items)", step)
                           : "time in ms"};
    std::vector<OccupancySample> samples;
    std::ranges::copy_if(area.samples,
        std::back_inserter(samples),
        [&](const OccupancySample& sample) { return sample.ticks > trial.beginTicks; });
    std::ranges::sort(samples, {}, &OccupancySample::ticks);
    for (const OccupancySample& sample : samples) {
        chart.x.push_back(
            static_cast<double>(trial.clock.toNs(sample.ticks - trial.beginTicks)) / 1e6);
        chart.values.push_back(static_cast<double>(sample.occupancy));
    }
    outcome.charts.push_back(std::move(chart));
}

} // namespace

WorkloadOutcome describeBuffer(const EndedTrial& trial, std::uint64_t producers)
{
    const BufferArea area = areaOf(trial);
    std::uint64_t put = 0;
    std::uint64_t lost = 0;
    std::uint64_t again = 0;
    for (const ItemMark& mark : area.marks) {
        const std::uint32_t times = mark.load() / kItemReceived;
        put += (mark.load() & kItemPut) != 0 ? 1U : 0U;
        lost += mark.load() == kItemPut ? 1U : 0U;
        again += times > 1 ? 1U : 0U;
    }
    WorkloadOutcome outcome;
    outcome.asWanted = lost == 0 && again == 0;
    outcome.sentence = trial.end != TrialEnd::Finished
        ? fmt::format("{} of {} items had arrived when the run was stopped",
            groupedDigits(put - lost),
            groupedDigits(put))
        : outcome.asWanted ? fmt::format("All {} items arrived once", groupedDigits(put))
                           : fmt::format("{} of {} items never arrived, {} arrived more than once",
                               groupedDigits(lost),
                               groupedDigits(put),
                               groupedDigits(again));
    outcome.figures = {
        {"lost", "items that never arrived", {}, static_cast<double>(lost), 0.0},
        {"duplicated", "items that arrived more than once", {}, static_cast<double>(again), 0.0},
        {"items", "items put in", {}, static_cast<double>(put), {}},
    };
    describeWaits(area, trial, producers, outcome);
    describeOccupancy(area, trial, outcome);
    return outcome;
}

std::uint64_t itemsReceived(const EndedTrial& trial)
{
    const BufferArea area = areaOf(trial);
    return static_cast<std::uint64_t>(std::ranges::count_if(
        area.marks, [](const ItemMark& mark) { return mark.load() >= kItemReceived; }));
}

} // namespace interleave
