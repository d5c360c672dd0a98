#include "ui/widgets/arrow.h"

#include <QPainter>
#include <QPolygonF>

#include <algorithm>

namespace interleave::ui {

namespace {

constexpr double kHead = 9;
constexpr double kHalfAngle = 24;

QPointF cornerOf(const QLineF& way, double degrees)
{
    QLineF side(way.p2(), way.p1());
    const double angle = side.angle();
    side.setLength(kHead);
    side.setAngle(angle + degrees);
    return side.p2();
}

} // namespace

void paintArrow(QPainter& painter, const QLineF& way, const QPen& pen)
{
    if (way.isNull())
        return;
    QLineF shaft = way;
    shaft.setLength(std::max(0.0, way.length() - kHead / 2));
    painter.setPen(pen);
    painter.drawLine(shaft);
    painter.setPen(Qt::NoPen);
    painter.setBrush(pen.color());
    painter.drawPolygon(QPolygonF{way.p2(), cornerOf(way, kHalfAngle), cornerOf(way, -kHalfAngle)});
}

} // namespace interleave::ui
