// How a run stands in the strip: its name, and below it the answer, each in as many lines as it
// needs there.
#pragma once

#include <QStyledItemDelegate>

namespace interleave::ui {

class RunItemDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;

    /// Between the edge of an item and what it says, and between its lines.
    static constexpr int kMargin = 8;
    static constexpr int kLinesGap = 2;

    [[nodiscard]] QSize sizeHint(
        const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    void setEditorData(QWidget* editor, const QModelIndex& index) const override;
    void paint(QPainter* painter,
        const QStyleOptionViewItem& option,
        const QModelIndex& index) const override;
};

} // namespace interleave::ui
