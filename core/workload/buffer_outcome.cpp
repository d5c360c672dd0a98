#include "core/workload/buffer_outcome.h"

#include "core/base/grouped_digits.h"
#include "core/workload/buffer_area.h"

#include <fmt/format.h>

#include <algorithm>

namespace interleave {

namespace {

bool isLookedAt(const OccupancySample& sample)
{
    return sample.ticks != 0;
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
        chart.labels.push_back(produces ? fmt::format("producer {}", worker + 1)
                                        : fmt::format("consumer {}", worker + 1));
        chart.values.push_back(ms);
    }
    outcome.figures.push_back({"producers_wait", "producers waited", "ms", producers, {}});
    outcome.figures.push_back({"consumers_wait", "consumers waited", "ms", consumers, {}});
    outcome.charts.push_back(std::move(chart));
}

void describeOccupancy(const BufferArea& area, const EndedTrial& trial, WorkloadOutcome& outcome)
{
    const std::uint64_t step = itemsPerSample(area.size.items);
    OutcomeChart chart{.title = "How many items were in the buffer, over time?",
        .unit = "items",
        .xTitle = step > 1
            ? fmt::format("time in ms (looked at with one of every {} items)", groupedDigits(step))
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

// put = arrived + left + inDeadHands + lost
struct ItemCounts
{
    std::uint64_t put = 0;
    std::uint64_t arrived = 0;
    std::uint64_t left = 0;
    std::uint64_t inDeadHands = 0;
    std::uint64_t lost = 0;
    std::uint64_t unclaimed = 0; // never put in: no consumer was left to take them
    std::uint64_t unmade = 0; // never put in: the tasks that were to failed
    std::uint64_t again = 0; // arrived more often than its producer's task was begun
};

// Times that a task was begun and cut off; each may have had one item in its hands. Not where it
// ended by itself.
std::uint64_t timesCutOff(const TaskLedger& ledger)
{
    std::uint64_t times = 0;
    for (std::uint64_t task = 0; task < ledger.tasks(); ++task) {
        const TaskMark mark = ledger.mark(task);
        const bool emptyHanded
            = isWhole(mark) || mark == TaskMark::Failed || mark == TaskMark::FailedMidway;
        times += ledger.runs(task) - (emptyHanded ? 1U : 0U);
    }
    return times;
}

void countItem(
    ItemCounts& items, std::uint64_t item, const BufferArea& area, const EndedTrial& trial)
{
    const std::uint32_t mark = area.marks[item].load();
    const std::uint32_t times = mark / kItemReceived;
    const bool put = (mark & kItemPut) != 0;
    const std::uint64_t producer = item / area.size.itemsPerTask;
    items.put += put ? 1U : 0U;
    if (!put && trial.end == TrialEnd::Finished)
        ++(isWhole(trial.ledger.mark(producer)) ? items.unclaimed : items.unmade);
    items.arrived += times > 0 ? 1U : 0U;
    items.left += times == 0 && (mark & kItemLeft) != 0 ? 1U : 0U;
    items.again += times > 1 && times > trial.ledger.runs(producer);
}

// Of a run that was stopped, what nobody has begun to put is not looked at: a signal would wait for
// that.
ItemCounts countItems(const EndedTrial& trial, const BufferArea& area)
{
    const std::uint64_t each = area.size.itemsPerTask;
    ItemCounts items;
    for (std::uint64_t first = 0; first < area.marks.size(); first += each) {
        if (trial.end != TrialEnd::Finished
            && trial.ledger.mark(first / each) == TaskMark::Untouched)
            continue;
        for (std::uint64_t item = first; item < first + each; ++item)
            countItem(items, item, area, trial);
    }
    const std::uint64_t missing = items.put - std::min(items.put, items.arrived + items.left);
    items.inDeadHands = missing == 0 ? 0 : std::min(missing, timesCutOff(trial.ledger));
    items.lost = missing - items.inDeadHands;
    return items;
}

std::string sentenceFor(const ItemCounts& items, TrialEnd end)
{
    std::string text = end != TrialEnd::Finished
        ? fmt::format("{} of {} items had arrived when the run was stopped",
            groupedDigits(items.arrived),
            groupedDigits(items.put))
        : items.lost + items.again > 0
        ? fmt::format("{} of {} items never arrived, {} arrived more than once",
            groupedDigits(items.lost),
            groupedDigits(items.put),
            groupedDigits(items.again))
        : items.arrived == items.put
        ? fmt::format("All {} items arrived once", groupedDigits(items.put))
        : fmt::format(
            "{} of {} items arrived once", groupedDigits(items.arrived), groupedDigits(items.put));
    const auto add = [&](std::uint64_t count, fmt::format_string<std::string> where) {
        if (count > 0)
            text += "; " + fmt::format(where, groupedDigits(count));
    };
    add(items.left, "{} left in the buffer");
    add(items.inDeadHands, "{} in the hands of workers that died");
    add(items.unclaimed, "{} were never put in: nobody was left to take them");
    add(items.unmade, "{} were never put in: the tasks that were to failed");
    return text;
}

} // namespace

BufferArea bufferAreaOf(const EndedTrial& trial, const BufferSize& size)
{
    return {{const_cast<std::byte*>(trial.area.data()), trial.area.size()}, size};
}

WorkloadOutcome describeBuffer(
    const EndedTrial& trial, const BufferSize& size, std::uint64_t producers)
{
    const BufferArea area = bufferAreaOf(trial, size);
    const ItemCounts items = countItems(trial, area);
    WorkloadOutcome outcome;
    outcome.asWanted = items.lost == 0 && items.again == 0;
    outcome.sentence = sentenceFor(items, trial.end);
    const auto figure = [&](const char* name, const char* title, std::uint64_t value) {
        outcome.figures.push_back({name, title, {}, static_cast<double>(value), {}});
    };
    figure("lost", "items that never arrived", items.lost);
    figure("duplicated", "items that arrived more than once", items.again);
    for (OutcomeFigure& wanted : outcome.figures)
        wanted.wanted = 0.0;
    figure("items", "items put in", items.put);
    figure("left", "items left in the buffer", items.left);
    figure("in_dead_hands", "items in the hands of workers that died", items.inDeadHands);
    figure("never_put", "items never put in", items.unclaimed + items.unmade);
    if (std::ranges::none_of(area.samples, isLookedAt))
        return outcome;
    describeWaits(area, trial, producers, outcome);
    describeOccupancy(area, trial, outcome);
    return outcome;
}

// As countItems: what nobody has begun to put is not looked at.
void markAllAsLeft(std::span<std::byte> area, const BufferSize& size, const TaskLedger& ledger)
{
    const std::span<ItemMark> marks = BufferArea(area, size).marks;
    const std::uint64_t each = size.itemsPerTask;
    for (std::uint64_t first = 0; first < marks.size(); first += each) {
        if (ledger.mark(first / each) == TaskMark::Untouched)
            continue;
        for (ItemMark& mark : marks.subspan(first, each)) {
            if (mark.load() == kItemPut)
                mark.store(kItemPut | kItemLeft);
        }
    }
}

std::uint64_t itemsKept(const EndedTrial& trial, const BufferSize& size)
{
    const ItemCounts items = countItems(trial, bufferAreaOf(trial, size));
    return items.arrived + items.left + items.inDeadHands;
}

} // namespace interleave
