// What the plots over one axis of durations have in common: what they draw, and where.
#pragma once

#include "core/trace/duration_counts.h"
#include "ui/timings/duration_axis.h"

#include <QPainter>
#include <QWidget>

#include <vector>

namespace interleave::ui {

struct DurationPicture
{
    DurationAxis axis{};
    double nsPerTick = 1;
    DurationCounts all{};
    std::vector<DurationCounts> workers{};
};

/// In a widget of this size; plots below each other begin and end at the same places when they are
/// given the same width.
[[nodiscard]] QRectF durationPlotArea(const QWidget& widget, int width, bool timeLabels);

/// How many ticks with labels have room in an area.
[[nodiscard]] int durationTicksIn(const QRectF& area, const QFontMetrics& metrics);

/// Background, vertical lines at the ticks, and their labels below the area.
void paintDurationGrid(QPainter& painter,
    const QRectF& area,
    const DurationAxis& axis,
    const QWidget& widget,
    bool labels);

[[nodiscard]] double xOf(double ns, const QRectF& area, const DurationAxis& axis);

} // namespace interleave::ui
