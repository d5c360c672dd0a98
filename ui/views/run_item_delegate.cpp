#include "ui/views/run_item_delegate.h"

#include "ui/views/run_strip.h"
#include "ui/widgets/palette.h"

#include <QAbstractItemView>
#include <QApplication>
#include <QLineEdit>
#include <QPainter>

#include <algorithm>

namespace interleave::ui {

namespace {

constexpr int kLettersRound = 4; // what a line may be longer than the sum of its letters
constexpr int kMostLetters = 60; // of an item's width
constexpr int kNarrowest = 120;

QFont nameFont(QFont font)
{
    font.setBold(true);
    return font;
}

QString answerAt(const QModelIndex& index)
{
    return index.data(RunStripModel::kAnswerRole).toString();
}

void drawItemLine(QPainter& painter, const QRect& room, Qt::Alignment place, const QString& text)
{
    painter.drawText(room,
        static_cast<int>(Qt::AlignLeft | place),
        painter.fontMetrics().elidedText(text, Qt::ElideRight, room.width()));
}

// All of an item can be in sight.
int roomOf(const QStyleOptionViewItem& option)
{
    const int letters = kMostLetters * option.fontMetrics.averageCharWidth()
        + 2 * RunItemDelegate::kMargin + kLettersRound;
    const auto* list = qobject_cast<const QAbstractItemView*>(option.widget);
    return list == nullptr ? letters
                           : std::min(letters, std::max(list->viewport()->width(), kNarrowest));
}

} // namespace

QSize RunItemDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const QFontMetrics bold(nameFont(option.font));
    const int widest = std::max(bold.horizontalAdvance(index.data().toString()),
        option.fontMetrics.horizontalAdvance(answerAt(index)));
    return {std::min(widest + 2 * kMargin + kLettersRound, roomOf(option)),
        2 * option.fontMetrics.height() + kLinesGap + kMargin};
}

// A run that goes on says something new all the time; what is being typed stays.
void RunItemDelegate::setEditorData(QWidget* editor, const QModelIndex& index) const
{
    const auto* field = qobject_cast<const QLineEdit*>(editor);
    if (field == nullptr || !field->isModified())
        QStyledItemDelegate::setEditorData(editor, index);
}

void RunItemDelegate::paint(
    QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    QStyleOptionViewItem item = option;
    initStyleOption(&item, index);
    item.text.clear();
    const QStyle* style = item.widget != nullptr ? item.widget->style() : QApplication::style();
    style->drawControl(QStyle::CE_ItemViewItem, &item, painter, item.widget);
    const bool selected = option.state.testFlag(QStyle::State_Selected);
    // Both lines together, also where the strip keeps room for a scroll bar.
    QRect room = option.rect.adjusted(kMargin, 0, -kMargin, 0);
    room.setHeight(2 * option.fontMetrics.height() + kLinesGap);
    room.moveCenter(option.rect.center());
    painter->save();
    painter->setPen(option.palette.color(selected ? QPalette::HighlightedText : QPalette::Text));
    painter->setFont(nameFont(option.font));
    drawItemLine(*painter, room, Qt::AlignTop, index.data().toString());
    painter->setFont(option.font);
    if (!selected)
        painter->setPen(mutedTextColor(option.palette));
    drawItemLine(*painter, room, Qt::AlignBottom, answerAt(index));
    painter->restore();
}

} // namespace interleave::ui
