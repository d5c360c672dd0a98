// A chart of Qt Charts in the looks that all charts of the window share: its plot where it is told,
// a line and words at each tick of both axes, the colours and the font of the widget it is in. The
// series are its user's.
#pragma once

#include <QAbstractSeries>
#include <QCategoryAxis>
#include <QChart>
#include <QGraphicsRectItem>

#include <vector>

namespace interleave::ui {

/// A line across the plot and its words, with their unit. On one axis no two have the same words.
struct AxisTick
{
    double value = 0;
    QString label;

    bool operator==(const AxisTick&) const = default;
};

struct AxisScale
{
    double minimum = 0;
    double maximum = 1;
    std::vector<AxisTick> ticks{}; // by rising value

    bool operator==(const AxisScale&) const = default;
};

class ChartGrid;

class DressedChart
{
public:
    explicit DressedChart(QGraphicsScene& scene);
    DressedChart(const DressedChart&) = delete;
    DressedChart& operator=(const DressedChart&) = delete;
    DressedChart(DressedChart&&) = delete;
    DressedChart& operator=(DressedChart&&) = delete;
    ~DressedChart() = default; // the scene owns the items

    /// The chart owns the series from now on.
    void add(QAbstractSeries* series);
    void remove(QAbstractSeries* series);
    [[nodiscard]] QChart* chart() const { return m_chart; }

    /// Of what an axis has already, nothing is laid out anew.
    void setX(const AxisScale& scale);
    void setY(const AxisScale& scale);
    [[nodiscard]] const AxisScale& x() const { return m_x; }
    [[nodiscard]] const AxisScale& y() const { return m_y; }
    /// Plots below each other have the words of their common axis once.
    void showWords(bool atX, bool atY);

    /// In the scene.
    void place(const QRectF& plot);
    [[nodiscard]] const QRectF& plot() const { return m_plot; }
    /// Where a value would be in this plot.
    [[nodiscard]] QPointF placeOf(const QPointF& value, const QRectF& plot) const;

    void dress(const QPalette& palette, const QFont& font);

private:
    static void setScale(QCategoryAxis& axis, AxisScale& now, const AxisScale& scale);

    void placeGrid();

    QGraphicsRectItem* m_background; // QChart's own does not follow setPlotArea()
    ChartGrid* m_grid;
    QChart* m_chart;
    QCategoryAxis* m_xAxis;
    QCategoryAxis* m_yAxis;
    AxisScale m_x;
    AxisScale m_y;
    QRectF m_plot;
};

} // namespace interleave::ui
