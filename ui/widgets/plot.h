// A widget with one chart: bars, lines or points by Qt Charts, in the looks of all (DressedChart),
// with words beside single points where the subclass paints some.
#pragma once

#include "ui/widgets/dressed_chart.h"

#include <QGraphicsView>

namespace interleave::ui {

class Plot : public QGraphicsView
{
public:
    explicit Plot(QWidget* parent);

protected:
    [[nodiscard]] DressedChart& chart() { return m_chart; }
    [[nodiscard]] const DressedChart& chart() const { return m_chart; }

    /// Where the plot stands in the widget, by its size, its font and its axes.
    [[nodiscard]] virtual QRectF area() const = 0;
    /// Gives the series their values, by replace(), and the colours of the widget's palette. Not
    /// called while nobody sees it.
    virtual void draw() = 0;
    virtual void paintWords(QPainter&) const { }
    /// What a tip says at this place; empty: nothing.
    [[nodiscard]] virtual QString describe(const QPointF&) const { return {}; }

    /// Where a value lies, or would, whether the plot is seen or not.
    [[nodiscard]] QPointF placeOf(double x, double y) const
    {
        return m_chart.placeOf({x, y}, area());
    }
    /// To be called when what area() or draw() depend on has changed.
    void arrange();

    void drawForeground(QPainter* painter, const QRectF& rect) override;
    void resizeEvent(QResizeEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void changeEvent(QEvent* event) override;
    bool viewportEvent(QEvent* event) override;

private:
    DressedChart m_chart;
};

} // namespace interleave::ui
