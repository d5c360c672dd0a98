// The texts that a widget paints, with their places: labels, cells of tables, and all that charts
// draw.
#pragma once

#include <QRectF>
#include <QString>
#include <QWidget>

#include <vector>

namespace interleave::ui {

struct PaintedText
{
    QString text;
    QRectF place; // in the widget
    QRectF clip;
};

/// Without those of its children. Of a text that wraps each line is one.
[[nodiscard]] std::vector<PaintedText> paintedTexts(QWidget& widget);

} // namespace interleave::ui
