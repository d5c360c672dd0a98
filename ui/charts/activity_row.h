// The chart of one thing that the trial as a whole does.
#pragma once

#include "core/trace/recording.h"
#include "ui/models/activity_series.h"
#include "ui/models/series_reduction.h"
#include "ui/widgets/small_chart.h"

#include <QLineSeries>

namespace interleave::ui {

class ActivityRow
{
public:
    ActivityRow(QGraphicsScene& scene, Activity activity, bool lowest);

    [[nodiscard]] Activity activity() const { return m_activity; }
    void place(const ChartPlace& place);
    [[nodiscard]] const QRectF& plot() const { return m_plot; }
    void setTimeAxis(double seconds) { m_chart.setTimeAxis(seconds); }
    /// The values of `series` from now on. `ended`: the caption tells the most, not the last.
    void setSeries(const UtilisationSeries& series, bool ended);
    void draw(const std::vector<double>& times, double seconds, int pixels);
    void dress(const QPalette& palette, const QFont& font);

    [[nodiscard]] const std::vector<float>& values() const { return m_values; }
    [[nodiscard]] double axisMaximum() const { return m_maximum; }
    [[nodiscard]] int pointCount() const { return m_line->count(); }

private:
    void includeInAxis(double value);

    Activity m_activity;
    SmallChart m_chart;
    QLineSeries* m_line;
    bool m_lowest;
    QRectF m_plot;
    std::vector<float> m_values;
    double m_maximum = 0; // of the axis; never shrinks
};

} // namespace interleave::ui
