// A line with a head at its end, in the pen's colour.
#pragma once

#include <QLineF>
#include <QPen>

class QPainter;

namespace interleave::ui {

void paintArrow(QPainter& painter, const QLineF& way, const QPen& pen);

} // namespace interleave::ui
