// The points of a sampled series as the live charts draw them.
#pragma once

#include "ui/models/series_reduction.h"

#include <QList>

namespace interleave::ui {

/// At most one point for six pixels, and no peak lost. The first sample speaks for the time since
/// the start.
[[nodiscard]] inline QList<QPointF> chartPoints(
    std::span<const double> seconds, std::span<const float> values, double axisSeconds, int pixels)
{
    constexpr int kCoarser = 3; // than the finest reduction
    const auto reduced = reducedToPixels(seconds, values, axisSeconds, pixels / kCoarser);
    QList<QPointF> points;
    points.reserve(static_cast<qsizetype>(reduced.size()) + 1);
    if (!reduced.empty())
        points.append({0, reduced.front().y()});
    for (const QPointF& point : reduced)
        points.append(point);
    return points;
}

/// How many of so many chart points are samples: the first one stands for the start.
[[nodiscard]] inline std::size_t samplesIn(int chartPoints)
{
    return chartPoints > 0 ? static_cast<std::size_t>(chartPoints) - 1 : 0;
}

} // namespace interleave::ui
