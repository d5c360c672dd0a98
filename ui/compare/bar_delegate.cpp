#include "ui/compare/bar_delegate.h"

#include "ui/compare/bar_cell.h"

#include <QApplication>
#include <QPainter>

#include <algorithm>

namespace interleave::ui {

namespace {

constexpr double kMargin = 6;
constexpr double kBarHeight = 20;
constexpr double kWhisker = 3; // half of the height of an interval's ends

} // namespace

QString textThatFits(const QString& text, const QFontMetrics& metrics, double width)
{
    const QString shorter = text.section(QStringLiteral(" ("), 0, 0);
    const QString& chosen = metrics.horizontalAdvance(text) <= width ? text : shorter;
    return metrics.elidedText(chosen, Qt::ElideRight, static_cast<int>(width));
}

double xInCell(const QRectF& bar, double value, double maximum)
{
    return maximum > 0 ? bar.left() + bar.width() * std::clamp(value / maximum, 0.0, 1.0)
                       : bar.left();
}

void BarDelegate::paint(
    QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const QVariant held = index.data(BarCell::kRole);
    if (!held.isValid()) {
        QStyledItemDelegate::paint(painter, option, index);
        return;
    }
    QStyleOptionViewItem cell = option;
    initStyleOption(&cell, index);
    const QString text = std::exchange(cell.text, QString());
    const QWidget* widget = option.widget;
    QStyle* style = widget != nullptr ? widget->style() : QApplication::style();
    style->drawControl(QStyle::CE_ItemViewItem, &cell, painter, widget);
    QRectF room = QRectF(option.rect).adjusted(kMargin, 4, -kMargin, -3);
    painter->save();
    if (!text.isEmpty()) {
        const bool selected = option.state.testFlag(QStyle::State_Selected);
        painter->setPen(
            option.palette.color(selected ? QPalette::HighlightedText : QPalette::Text));
        painter->drawText(room,
            Qt::AlignLeft | Qt::AlignBottom,
            textThatFits(text, option.fontMetrics, room.width()));
        room.setHeight(room.height() - option.fontMetrics.height());
    }
    QRectF bar(room.left(), 0, room.width(), std::min(kBarHeight, room.height()));
    bar.moveTop(room.center().y() - bar.height() / 2);
    paintBar(*painter, bar, held.value<BarCell>(), option.palette);
    painter->restore();
}

void BarDelegate::paintBar(
    QPainter& painter, const QRectF& bar, const BarCell& cell, const QPalette& palette)
{
    painter.setPen(mutedTextColor(palette));
    painter.drawLine(bar.topLeft(), bar.bottomLeft()); // where 0 is
    double from = 0;
    for (const BarSegment& segment : cell.segments) {
        const double left = xInCell(bar, from, cell.maximum);
        from += segment.length;
        const double right = xInCell(bar, from, cell.maximum);
        if (right > left)
            paintBarSegment(
                painter, QRectF(left, bar.top(), right - left, bar.height()), segment, palette);
    }
    if (!(cell.high > cell.low))
        return;
    painter.setPen(QPen(palette.color(QPalette::Text), 1.5));
    const double low = xInCell(bar, cell.low, cell.maximum);
    const double high = xInCell(bar, cell.high, cell.maximum);
    const double middle = bar.center().y();
    painter.drawLine(QPointF(low, middle), QPointF(high, middle));
    const double whisker = std::min(kWhisker, bar.height() / 2);
    for (const double x : {low, high})
        painter.drawLine(QPointF(x, middle - whisker), QPointF(x, middle + whisker));
}

} // namespace interleave::ui
