// The chart of one core.
#pragma once

#include "core/trace/recording.h"
#include "ui/widgets/small_chart.h"

#include <QLineSeries>

#include <cstddef>

namespace interleave::ui {

class CoreRow
{
public:
    /// The lowest row has the words of the time axis.
    CoreRow(QGraphicsScene& scene, std::int32_t core, bool lowest);

    void place(const ChartPlace& place) { m_chart.place(place); }
    void setTimeAxis(double seconds) { m_chart.setTimeAxis(seconds); }
    /// This run's share as an area, the machine's as a line.
    void setPoints(const UtilisationSeries& series, std::size_t core, double seconds, int pixels);
    void dress(const QPalette& palette, const QFont& font);
    [[nodiscard]] int pointCount() const { return m_chart.fill()->pointCount(); }

private:
    SmallChart m_chart;
    QLineSeries* m_machine;
};

} // namespace interleave::ui
