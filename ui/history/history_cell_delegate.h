// A cell of the history: as many lines as its row has, with whole statements.
#pragma once

#include "ui/widgets/text_cell_delegate.h"

class QTableView;

namespace interleave::ui {

class HistoryCellDelegate final : public TextCellDelegate
{
public:
    using TextCellDelegate::TextCellDelegate;

    /// Of a row whose name and answer are whole.
    [[nodiscard]] static int heightOfRow(const QTableView& table, int row);

protected:
    void paintText(QPainter& painter,
        const QRect& room,
        const QStyleOptionViewItem& option,
        const QModelIndex& index) const override;
};

} // namespace interleave::ui
