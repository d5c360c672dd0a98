#include "ui/widgets/text_cell_delegate.h"

#include <QApplication>
#include <QPainter>

namespace interleave::ui {

namespace {

QPalette::ColorGroup groupOf(QStyle::State state)
{
    if (!state.testFlag(QStyle::State_Enabled))
        return QPalette::Disabled;
    return state.testFlag(QStyle::State_Active) ? QPalette::Active : QPalette::Inactive;
}

// Measuring lays a text out as painting does: not where letters as wide as an m have room.
QString elided(const QString& text, const QFontMetrics& metrics, int width)
{
    return text.size() * metrics.horizontalAdvance(QLatin1Char('m')) <= width
        ? text
        : metrics.elidedText(text, Qt::ElideRight, width);
}

} // namespace

int TextCellDelegate::marginIn(const QWidget* widget)
{
    const QStyle* style = widget != nullptr ? widget->style() : QApplication::style();
    return style->pixelMetric(QStyle::PM_FocusFrameHMargin, nullptr, widget) + 1;
}

void TextCellDelegate::paintText(QPainter& painter,
    const QRect& room,
    const QStyleOptionViewItem& option,
    const QModelIndex& index) const
{
    painter.drawText(room,
        index.data(Qt::TextAlignmentRole).toInt() | Qt::TextSingleLine,
        elided(index.data().toString(), option.fontMetrics, room.width()));
}

void TextCellDelegate::paint(
    QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const QWidget* widget = option.widget;
    const QStyle* style = widget != nullptr ? widget->style() : QApplication::style();
    style->drawPrimitive(QStyle::PE_PanelItemViewItem, &option, painter, widget);
    const bool selected = option.state.testFlag(QStyle::State_Selected);
    const int margin = marginIn(widget);
    const QRect room = option.rect.adjusted(margin, 0, -margin, 0);
    painter->setPen(option.palette.color(
        groupOf(option.state), selected ? QPalette::HighlightedText : QPalette::Text));
    paintText(*painter, room, option, index);
    if (!option.state.testFlag(QStyle::State_HasFocus))
        return;
    QStyleOptionFocusRect focus;
    focus.QStyleOption::operator=(option);
    style->drawPrimitive(QStyle::PE_FrameFocusRect, &focus, painter, widget);
}

} // namespace interleave::ui
