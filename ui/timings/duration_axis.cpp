#include "ui/timings/duration_axis.h"

#include "ui/models/series_reduction.h"
#include "ui/widgets/format.h"
#include "ui/widgets/time_ticks.h"

#include <algorithm>
#include <cmath>

namespace interleave::ui {

namespace {

constexpr double kMuchLonger = 20;
constexpr double kFarLonger = 100;

double roundedDownTo125(double value)
{
    const double decade = std::pow(10.0, std::floor(std::log10(value)));
    for (const double step : {5.0, 2.0}) {
        if (step * decade <= value * (1 + 1e-9))
            return step * decade;
    }
    return decade;
}

DurationTicks linearTicks(const DurationAxis& axis, int wanted)
{
    const TimeTicks found = timeTicks(axis.beginNs / 1e9, axis.endNs / 1e9, wanted);
    DurationTicks ticks{.base = found.base};
    for (const TimeTick& tick : found.ticks)
        ticks.ticks.push_back({tick.seconds * 1e9, tick.label});
    return ticks;
}

// Every power of ten, and where these are few also 2 and 5 times it.
DurationTicks logarithmicTicks(const DurationAxis& axis, int wanted)
{
    DurationTicks ticks;
    const double decades = std::log10(axis.endNs / axis.beginNs);
    const bool all = 3 * decades <= wanted;
    const auto each = std::max(1, static_cast<int>(std::ceil(decades / wanted)));
    const int first = static_cast<int>(std::floor(std::log10(axis.beginNs) + 1e-9));
    for (int decade = first; std::pow(10.0, decade) <= axis.endNs; ++decade) {
        for (const int factor : {1, 2, 5}) {
            const double ns = factor * std::pow(10.0, decade);
            if (ns < axis.beginNs * (1 - 1e-9) || ns > axis.endNs * (1 + 1e-9))
                continue;
            const bool labelled = all || (factor == 1 && (decade - first) % each == 0);
            ticks.ticks.push_back({ns, labelled ? formatDuration(ns, 1) : QString()});
        }
    }
    return ticks;
}

// The first bucket whose durations are not below this one.
std::size_t bucketAt(double ns, double nsPerTick)
{
    const double ticks = std::max(std::ceil(ns / nsPerTick - 0.5), 0.0);
    return histogramBucket(static_cast<std::uint64_t>(ticks));
}

// Half a tick below what the bucket begins with.
double beginOf(std::size_t bucket, double nsPerTick)
{
    return (static_cast<double>(histogramBegin(bucket)) - 0.5) * nsPerTick;
}

} // namespace

AxisShape fittingShape(const DurationCounts& counts)
{
    const double median = counts.quantile(0.5);
    const bool longTail = counts.quantile(0.99) > kMuchLonger * median
        || static_cast<double>(counts.most()) > kFarLonger * median;
    return longTail && median > 0 ? AxisShape::Logarithmic : AxisShape::Linear;
}

double DurationAxis::shareOf(double ns) const
{
    if (isEmpty())
        return 0;
    const double inside = std::clamp(ns, beginNs, endNs);
    return shape == AxisShape::Linear ? (inside - beginNs) / (endNs - beginNs)
                                      : std::log(inside / beginNs) / std::log(endNs / beginNs);
}

double DurationAxis::nsAt(double share) const
{
    return shape == AxisShape::Linear ? beginNs + share * (endNs - beginNs)
                                      : beginNs * std::pow(endNs / beginNs, share);
}

DurationTicks DurationAxis::ticks(int wanted) const
{
    if (isEmpty() || wanted <= 0)
        return {};
    return shape == AxisShape::Linear ? linearTicks(*this, wanted)
                                      : logarithmicTicks(*this, wanted);
}

DurationAxis axisFor(const DurationCounts& counts, AxisShape shape, double nsPerTick)
{
    if (counts.count() == 0)
        return {.shape = shape};
    const double least = static_cast<double>(counts.least()) * nsPerTick;
    const double most = std::max(static_cast<double>(counts.most()) * nsPerTick, nsPerTick);
    if (shape == AxisShape::Logarithmic)
        return {.shape = shape,
            .beginNs = roundedDownTo125(std::max(least, nsPerTick)),
            .endNs = roundedUpTo125(most * 1.0001)};
    // From 0, unless all lie far from it.
    const double step = tickStep(most - least, 10);
    if (least > 0 && most < 1.2 * least && step > 0)
        return {.shape = shape,
            .beginNs = std::floor(least / step) * step,
            .endNs = (std::floor(most / step) + 1) * step};
    const double whole = std::max(tickStep(most, 10), nsPerTick / 10);
    return {.shape = shape, .beginNs = 0, .endNs = std::ceil(most * 1.0001 / whole) * whole};
}

std::vector<DurationBin> binsOf(
    const DurationCounts& counts, const DurationAxis& axis, double nsPerTick, int wanted)
{
    std::vector<DurationBin> bins;
    if (axis.isEmpty() || wanted <= 0 || !(nsPerTick > 0))
        return bins;
    std::size_t bucket = bucketAt(axis.beginNs, nsPerTick);
    std::uint64_t below = 0; // what begins before the axis
    for (std::size_t i = 0; i < bucket; ++i)
        below += counts.buckets()[i];
    for (int i = 1; i <= wanted && bucket < kHistogramBuckets; ++i) {
        const std::size_t last = i == wanted ? bucketAt(axis.endNs, nsPerTick) + 1
                                             : bucketAt(axis.nsAt(double(i) / wanted), nsPerTick);
        const std::size_t end = std::min(last, kHistogramBuckets);
        if (end <= bucket)
            continue; // narrower than a bucket
        DurationBin bin{beginOf(bucket, nsPerTick), beginOf(end, nsPerTick), below};
        below = 0;
        for (; bucket < end; ++bucket)
            bin.count += counts.buckets()[bucket];
        bins.push_back(bin);
    }
    return bins;
}

} // namespace interleave::ui
