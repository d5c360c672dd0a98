// Paints a table's cell with a bar above its text, on the scale that all rows of the column share.
#pragma once

#include <QStyledItemDelegate>

namespace interleave::ui {

struct BarCell;

/// "1.18 ms (0.981–7.70)" without its interval where there is no room for that.
[[nodiscard]] QString textThatFits(const QString& text, const QFontMetrics& metrics, double width);

/// Where a bar's value lies in a cell: 0 at the left, the maximum at the right.
[[nodiscard]] double xInCell(const QRectF& bar, double value, double maximum);

class BarDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter* painter,
        const QStyleOptionViewItem& option,
        const QModelIndex& index) const override;

private:
    static void paintBar(
        QPainter& painter, const QRectF& bar, const BarCell& cell, const QPalette& palette);
};

} // namespace interleave::ui
