#include "ui/charts/area_fill.h"

#include <QPainter>

#include <array>

namespace interleave::ui {

void AreaFill::setPlot(const QRectF& plot)
{
    prepareGeometryChange();
    m_plot = plot;
}

void AreaFill::setScale(double xMaximum, double yMaximum)
{
    m_xMaximum = xMaximum;
    m_yMaximum = yMaximum;
    update();
}

void AreaFill::setBrush(const QBrush& brush)
{
    m_brush = brush;
    update();
}

void AreaFill::setPoints(const QList<QPointF>& points)
{
    m_points = points;
    update();
}

QPointF AreaFill::placeOf(const QPointF& point) const
{
    return {m_plot.left() + point.x() / m_xMaximum * m_plot.width(),
        m_plot.bottom() - point.y() / m_yMaximum * m_plot.height()};
}

void AreaFill::paint(QPainter* painter, const QStyleOptionGraphicsItem*, QWidget*)
{
    if (!(m_xMaximum > 0) || !(m_yMaximum > 0))
        return;
    painter->setPen(Qt::NoPen);
    painter->setBrush(m_brush);
    for (qsizetype i = 1; i < m_points.size(); ++i) {
        const QPointF left = placeOf(m_points[i - 1]);
        const QPointF right = placeOf(m_points[i]);
        const std::array corners{
            QPointF(left.x(), m_plot.bottom()), left, right, QPointF(right.x(), m_plot.bottom())};
        painter->drawConvexPolygon(corners.data(), static_cast<int>(corners.size()));
    }
}

} // namespace interleave::ui
