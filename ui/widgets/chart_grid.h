// The lines across a plot, at the ticks of its axes.
//
// Qt Charts has them too, as items of its own that are drawn point by point: a fifth of a live
// update. Here they are filled.
#pragma once

#include <QColor>
#include <QGraphicsItem>
#include <QList>
#include <QRectF>

namespace interleave::ui {

class ChartGrid : public QGraphicsItem
{
public:
    /// In the scene: `upright` lines at these x, `level` ones at these y.
    void setLines(const QRectF& plot, const QList<double>& upright, const QList<double>& level);
    void setColor(const QColor& color);

    [[nodiscard]] QRectF boundingRect() const override;
    void paint(QPainter* painter, const QStyleOptionGraphicsItem* option, QWidget* widget) override;

private:
    QRectF m_plot;
    QList<double> m_upright;
    QList<double> m_level;
    QColor m_color;
};

} // namespace interleave::ui
