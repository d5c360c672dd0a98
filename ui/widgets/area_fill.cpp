#include "ui/widgets/area_fill.h"

#include <QPainter>

#include <algorithm>
#include <array>
#include <cmath>

namespace interleave::ui {

namespace {

// Qt's painter has what is higher than 95 lines painted by several threads, and waits for them:
// dear, where all cores are busy with the run.
constexpr double kMostLines = 64;

} // namespace

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

// Pieces stand on whole pixels, so that none shows through between them.
QPointF AreaFill::placeOf(const QPointF& point) const
{
    return {std::round(m_plot.left() + point.x() / m_xMaximum * m_plot.width()),
        m_plot.bottom() - point.y() / m_yMaximum * m_plot.height()};
}

void AreaFill::paint(QPainter* painter, const QStyleOptionGraphicsItem*, QWidget*)
{
    if (!(m_xMaximum > 0) || !(m_yMaximum > 0))
        return;
    painter->setPen(Qt::NoPen);
    painter->setBrush(m_brush);
    for (qsizetype i = 1; i < m_points.size(); ++i)
        paintPiece(*painter, placeOf(m_points[i - 1]), placeOf(m_points[i]));
}

// A rectangle up to the lower of both points, and the triangle on it.
void AreaFill::paintPiece(QPainter& painter, const QPointF& left, const QPointF& right) const
{
    const double base = std::min(std::ceil(std::max(left.y(), right.y())), m_plot.bottom());
    for (double bottom = m_plot.bottom(); bottom > base; bottom -= kMostLines) {
        const double top = std::max(base, bottom - kMostLines);
        painter.fillRect(QRectF(left.x(), top, right.x() - left.x(), bottom - top), m_brush);
    }
    const QPointF& high = left.y() < right.y() ? left : right;
    const QPointF& low = left.y() < right.y() ? right : left;
    const auto edge = [&](double y) {
        const double share = std::max(0.0, (low.y() - y) / (low.y() - high.y()));
        return QPointF(low.x() + share * (high.x() - low.x()), y);
    };
    for (double bottom = base; bottom > high.y(); bottom -= kMostLines) {
        const double top = std::max(high.y(), bottom - kMostLines);
        const std::array corners{
            QPointF(high.x(), bottom), QPointF(high.x(), top), edge(top), edge(bottom)};
        painter.drawConvexPolygon(corners.data(), static_cast<int>(corners.size()));
    }
}

} // namespace interleave::ui
