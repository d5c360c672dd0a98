// One of several charts below each other on one time axis: its name at the left, its plot, and
// words at both axes. The series are its user's.
#pragma once

#include "ui/widgets/area_fill.h"
#include "ui/widgets/dressed_chart.h"

#include <QGraphicsSimpleTextItem>

#include <vector>

namespace interleave::ui {

/// Where a chart's parts stand, in pixels of the scene.
struct ChartPlace
{
    QRectF plot;
    double labelRight = 0;
    bool showsValues = false; // room for words at the value axis
};

class SmallChart
{
public:
    /// The lowest chart has the words of the time axis.
    SmallChart(QGraphicsScene& scene, const QString& name, bool lowest);
    SmallChart(const SmallChart&) = delete;
    SmallChart& operator=(const SmallChart&) = delete;
    SmallChart(SmallChart&&) = delete;
    SmallChart& operator=(SmallChart&&) = delete;
    ~SmallChart() = default; // the scene owns the items

    /// The chart owns the series from now on.
    void add(QAbstractSeries* series) { m_frame.add(series); }
    [[nodiscard]] QChart* chart() const { return m_frame.chart(); }
    /// Below all series; follows both axes.
    [[nodiscard]] AreaFill* fill() const { return m_fill; }

    void setName(const QString& name);
    void place(const ChartPlace& place);
    /// Below the name.
    void setCaption(const QString& caption);
    void setTimeAxis(double seconds);
    void setValueAxis(double maximum, const std::vector<AxisTick>& ticks);
    void dress(const QPalette& palette, const QFont& font);

private:
    void placeTexts();
    [[nodiscard]] int timeIntervals() const;

    DressedChart m_frame;
    QGraphicsSimpleTextItem* m_label;
    QGraphicsSimpleTextItem* m_caption;
    AreaFill* m_fill;
    double m_seconds = 0; // of the time axis
    bool m_lowest;
    ChartPlace m_place;
};

} // namespace interleave::ui
