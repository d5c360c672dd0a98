#include "ui/widgets/chart_grid.h"

#include <QPainter>

#include <cmath>

namespace interleave::ui {

void ChartGrid::setLines(
    const QRectF& plot, const QList<double>& upright, const QList<double>& level)
{
    if (plot == m_plot && upright == m_upright && level == m_level)
        return;
    prepareGeometryChange();
    m_plot = plot;
    m_upright = upright;
    m_level = level;
    update();
}

void ChartGrid::setColor(const QColor& color)
{
    m_color = color;
    update();
}

// The last lines lie behind the plot's edges.
QRectF ChartGrid::boundingRect() const
{
    return m_plot.adjusted(0, 0, 1, 1);
}

void ChartGrid::paint(QPainter* painter, const QStyleOptionGraphicsItem*, QWidget*)
{
    for (const double x : m_upright)
        painter->fillRect(QRectF(std::round(x), m_plot.top(), 1, m_plot.height()), m_color);
    for (const double y : m_level)
        painter->fillRect(QRectF(m_plot.left(), std::round(y), m_plot.width(), 1), m_color);
}

} // namespace interleave::ui
