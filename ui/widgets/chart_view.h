// What the views of small charts below each other have in common.
#pragma once

#include "ui/widgets/small_chart.h"

#include <QGraphicsView>

#include <vector>

namespace interleave::ui {

/// Between a plot and what stands beside it, in pixels.
inline constexpr int kChartGap = 8;

/// For charts that are replaced as a whole, some times a second.
void setUpChartView(QGraphicsView& view);

/// What stands left of the plots, in pixels.
struct ChartMargins
{
    int nameWidth = 0;
    int valueWidth = 0;
};

/// That so many charts need, each with so many lines of text beside it.
[[nodiscard]] int leastHeight(const QGraphicsView& view, std::size_t count, int linesBeside);
[[nodiscard]] int plotWidth(const QGraphicsView& view, const ChartMargins& margins);
/// Places for so many charts, as high as there is room, but not higher than a chart deserves.
[[nodiscard]] std::vector<ChartPlace> chartPlaces(
    const QGraphicsView& view, std::size_t count, const ChartMargins& margins);

} // namespace interleave::ui
