// Fusion, with borders that can be seen: it derives those of fields and boxes from the window's
// colour, which in a dark window leaves them darker than it is.
#pragma once

#include <QColor>
#include <QPalette>
#include <QProxyStyle>

namespace interleave::ui {

/// Of fields and boxes, and of those with the focus: 3:1 against the window and against what is
/// within.
[[nodiscard]] QColor borderColor(const QPalette& palette);
[[nodiscard]] QColor focusColor(const QPalette& palette);

class BorderedStyle : public QProxyStyle
{
    Q_OBJECT

public:
    BorderedStyle();

    void drawPrimitive(PrimitiveElement element,
        const QStyleOption* option,
        QPainter* painter,
        const QWidget* widget) const override;
    void drawComplexControl(ComplexControl control,
        const QStyleOptionComplex* option,
        QPainter* painter,
        const QWidget* widget) const override;
};

} // namespace interleave::ui
