// Words in the middle of a place in a picture, however large their font is.
#pragma once

#include <QPainter>

namespace interleave::ui {

/// One line below `top`, its middle at `middle`. Nothing of it is cut.
inline void drawCentred(QPainter& painter, double middle, double top, const QString& text)
{
    const QFontMetrics metrics = painter.fontMetrics();
    painter.drawText(
        QPointF(middle - metrics.horizontalAdvance(text) / 2.0, top + metrics.ascent()), text);
}

} // namespace interleave::ui
