// Which of a window's painted widgets has the keyboard.
#pragma once

#include <QPainter>
#include <QWidget>

namespace interleave::ui {

/// A frame just inside of the widget, in the colour of what is selected.
inline void paintFocus(QPainter& painter, const QWidget& widget)
{
    painter.setPen(QPen(widget.palette().color(QPalette::Highlight), 2));
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(QRectF(widget.rect()).adjusted(1, 1, -1, -1));
}

} // namespace interleave::ui
