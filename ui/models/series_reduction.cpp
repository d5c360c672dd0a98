#include "ui/models/series_reduction.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace interleave::ui {

namespace {

constexpr int kPixelsPerPoint = 2;

std::size_t countUpTo(std::span<const double> xs, std::size_t available, double xMaximum)
{
    const auto end = xs.begin() + static_cast<std::ptrdiff_t>(available);
    return static_cast<std::size_t>(std::upper_bound(xs.begin(), end, xMaximum) - xs.begin());
}

std::size_t spanOf(double x, double xMaximum, std::size_t spans)
{
    const auto span
        = static_cast<std::size_t>(std::max(0.0, x) / xMaximum * static_cast<double>(spans));
    return std::min(span, spans - 1);
}

} // namespace

double roundedUpTo125(double value)
{
    if (!(value > 0) || !std::isfinite(value))
        return 0;
    // A hair of tolerance, so that 0.2 computed as 0.2000...1 stays 0.2.
    const double wanted = value * (1 - 1e-9);
    const double decade = std::pow(10.0, std::floor(std::log10(value)));
    for (const double step : {1.0, 2.0, 5.0}) {
        if (step * decade >= wanted)
            return step * decade;
    }
    return 10 * decade;
}

double tickStep(double maximum, int intervals)
{
    return intervals > 0 ? roundedUpTo125(maximum / intervals) : 0;
}

double axisEnd(double highest, int intervals)
{
    const double step = tickStep(highest, intervals);
    return step > 0 ? step * std::ceil(highest / step - 1e-9) : 0;
}

double GrowingMaximum::include(double value)
{
    m_maximum = std::max(m_maximum, roundedUpTo125(value));
    return m_maximum;
}

std::vector<QPointF> reducedToPixels(
    std::span<const double> xs, std::span<const float> ys, double xMaximum, int pixels)
{
    std::vector<QPointF> points;
    if (!(xMaximum > 0) || pixels <= 0)
        return points;
    const std::size_t count = countUpTo(xs, std::min(xs.size(), ys.size()), xMaximum);
    const auto pointAt = [&](std::size_t i) { return QPointF(xs[i], static_cast<double>(ys[i])); };

    const auto allowed = static_cast<std::size_t>(std::max(2, pixels / kPixelsPerPoint));
    if (count <= allowed) {
        for (std::size_t i = 0; i < count; ++i)
            points.push_back(pointAt(i));
        return points;
    }
    const std::size_t spans = std::max<std::size_t>((allowed - 1) / 2, 1); // and the last sample
    for (std::size_t begin = 0; begin < count;) {
        std::size_t end = begin;
        std::size_t lowest = begin;
        std::size_t highest = begin;
        const std::size_t span = spanOf(xs[begin], xMaximum, spans);
        for (; end < count && spanOf(xs[end], xMaximum, spans) == span; ++end) {
            lowest = ys[end] < ys[lowest] ? end : lowest;
            highest = ys[end] > ys[highest] ? end : highest;
        }
        points.push_back(pointAt(std::min(lowest, highest)));
        if (lowest != highest)
            points.push_back(pointAt(std::max(lowest, highest)));
        begin = end;
    }
    if (points.back().x() < xs[count - 1])
        points.push_back(pointAt(count - 1));
    return points;
}

std::vector<float> highestPerColumn(
    std::span<const double> xs, std::span<const float> ys, double xMaximum, int columns)
{
    constexpr float kNothing = std::numeric_limits<float>::quiet_NaN();
    std::vector<float> highest(static_cast<std::size_t>(std::max(0, columns)), kNothing);
    if (highest.empty() || !(xMaximum > 0))
        return highest;
    const std::size_t count = countUpTo(xs, std::min(xs.size(), ys.size()), xMaximum);
    std::size_t filled = 0; // columns before this one are done
    for (std::size_t i = 0; i < count; ++i) {
        const std::size_t column = spanOf(xs[i], xMaximum, highest.size());
        // A sample speaks for the time since the one before it.
        for (; filled < column; ++filled) {
            if (std::isnan(highest[filled]))
                highest[filled] = ys[i];
        }
        highest[column] = std::isnan(highest[column]) ? ys[i] : std::max(highest[column], ys[i]);
    }
    return highest;
}

} // namespace interleave::ui
