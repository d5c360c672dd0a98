#include "ui/history/history_cell_delegate.h"

#include "ui/history/history_model.h"
#include "ui/widgets/wrapped_lines.h"

#include <QPainter>
#include <QTableView>

#include <algorithm>

namespace interleave::ui {

namespace {

constexpr int kMostLines = 6;
constexpr int kAround = 4; // above and below

} // namespace

int HistoryCellDelegate::heightOfRow(const QTableView& table, int row)
{
    qsizetype lines = 1;
    for (const HistoryColumn column : {HistoryColumn::Name, HistoryColumn::Answer}) {
        const int place = static_cast<int>(column);
        const QString text = table.model()->index(row, place).data().toString();
        const int width = table.columnWidth(place) - 2 * marginIn(&table);
        lines = std::max(lines, wrappedLines(text, table.font(), width, kMostLines).size());
    }
    return static_cast<int>(lines) * table.fontMetrics().height() + 2 * kAround;
}

void HistoryCellDelegate::paintText(QPainter& painter,
    const QRect& room,
    const QStyleOptionViewItem& option,
    const QModelIndex& index) const
{
    const int height = option.fontMetrics.height();
    const int most = std::max((room.height() - 2 * kAround) / height, 1);
    QRect line(room.left(), room.top() + kAround, room.width(), height);
    const int side = index.data(Qt::TextAlignmentRole).toInt() & Qt::AlignHorizontal_Mask;
    for (const QString& text :
        wrappedLines(index.data().toString(), option.font, room.width(), most)) {
        painter.drawText(line, side | Qt::AlignVCenter | Qt::TextSingleLine, text);
        line.translate(0, height);
    }
}

} // namespace interleave::ui
