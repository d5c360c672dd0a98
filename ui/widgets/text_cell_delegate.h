// A cell of text, painted as Qt's own delegate does it and with less work: it asks the model only
// for the text and its side, and lays the text out once. For tables that change with each live
// update.
#pragma once

#include <QStyledItemDelegate>

namespace interleave::ui {

class TextCellDelegate : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter* painter,
        const QStyleOptionViewItem& option,
        const QModelIndex& index) const override;

protected:
    /// At each side of a cell of `widget`.
    [[nodiscard]] static int marginIn(const QWidget* widget);
    /// In the pen of the text.
    virtual void paintText(QPainter& painter,
        const QRect& room,
        const QStyleOptionViewItem& option,
        const QModelIndex& index) const;
};

} // namespace interleave::ui
