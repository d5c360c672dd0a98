// One of several charts below each other on one time axis: its name at the left, its plot, and
// words at both axes. The series are its user's.
#pragma once

#include "ui/charts/area_fill.h"

#include <QAbstractSeries>
#include <QCategoryAxis>
#include <QChart>
#include <QGraphicsRectItem>
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

struct ValueTick
{
    double value = 0;
    QString label;
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
    void add(QAbstractSeries* series);
    [[nodiscard]] QChart* chart() const { return m_chart; }
    /// Below all series; follows both axes.
    [[nodiscard]] AreaFill* fill() const { return m_fill; }

    void place(const ChartPlace& place);
    /// Below the name.
    void setCaption(const QString& caption);
    void setTimeAxis(double seconds);
    void setValueAxis(double maximum, const std::vector<ValueTick>& ticks);
    void usePalette(const QPalette& palette);

private:
    void placeTexts();

    QChart* m_chart;
    QGraphicsSimpleTextItem* m_label;
    QGraphicsSimpleTextItem* m_caption;
    QGraphicsRectItem* m_background; // QChart's own does not follow setPlotArea()
    AreaFill* m_fill;
    QCategoryAxis* m_time;
    QCategoryAxis* m_values;
    ChartPlace m_place;
    double m_seconds = 0;
};

} // namespace interleave::ui
