// What lies below a line of a chart, filled.
//
// Qt Charts has areas, but its painter takes one as a single polygon, whose cost grows with the
// square of its points: 60 % of a live update. Here each two points make a small one.
#pragma once

#include <QBrush>
#include <QGraphicsItem>
#include <QList>

namespace interleave::ui {

class AreaFill : public QGraphicsItem
{
public:
    /// In the scene: where 0 to `xMaximum` and 0 to `yMaximum` lie.
    void setPlot(const QRectF& plot);
    void setScale(double xMaximum, double yMaximum);
    void setBrush(const QBrush& brush);
    /// By rising x, in the scale's units.
    void setPoints(const QList<QPointF>& points);
    [[nodiscard]] int pointCount() const { return static_cast<int>(m_points.size()); }

    [[nodiscard]] QRectF boundingRect() const override { return m_plot; }
    void paint(QPainter* painter, const QStyleOptionGraphicsItem* option, QWidget* widget) override;

private:
    [[nodiscard]] QPointF placeOf(const QPointF& point) const;
    void paintPiece(QPainter& painter, const QPointF& left, const QPointF& right) const;

    QRectF m_plot;
    double m_xMaximum = 1;
    double m_yMaximum = 1;
    QBrush m_brush;
    QList<QPointF> m_points;
};

} // namespace interleave::ui
