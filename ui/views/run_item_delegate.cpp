#include "ui/views/run_item_delegate.h"

#include "ui/views/run_strip.h"
#include "ui/widgets/palette.h"
#include "ui/widgets/wrapped_lines.h"

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
constexpr int kMostNameLines = 5;
constexpr int kMostAnswerLines = 3;

QFont nameFont(QFont font)
{
    font.setBold(true);
    return font;
}

QString answerAt(const QModelIndex& index)
{
    return index.data(RunStripModel::kAnswerRole).toString();
}

struct ItemLines
{
    QStringList name;
    QStringList answer;

    [[nodiscard]] int height(const QFontMetrics& metrics) const
    {
        return static_cast<int>(name.size() + answer.size()) * metrics.height()
            + RunItemDelegate::kLinesGap;
    }
};

ItemLines linesAt(const QStyleOptionViewItem& option, const QModelIndex& index, int width)
{
    const int room = width - 2 * RunItemDelegate::kMargin;
    return {wrappedLines(index.data().toString(), nameFont(option.font), room, kMostNameLines),
        wrappedLines(answerAt(index), option.font, room, kMostAnswerLines)};
}

void drawLines(QPainter& painter, QPoint& at, const QStringList& lines)
{
    const QFontMetrics metrics = painter.fontMetrics();
    for (const QString& line : lines) {
        painter.drawText(at.x(), at.y() + metrics.ascent(), line);
        at.ry() += metrics.height();
    }
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
    const int width = std::min(widest + 2 * kMargin + kLettersRound, roomOf(option));
    return {width, linesAt(option, index, width).height(option.fontMetrics) + kMargin};
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
    // All lines together, also where the strip keeps room for a scroll bar.
    const ItemLines lines = linesAt(option, index, option.rect.width());
    QPoint at(option.rect.left() + kMargin,
        option.rect.center().y() - lines.height(option.fontMetrics) / 2);
    painter->save();
    painter->setPen(option.palette.color(selected ? QPalette::HighlightedText : QPalette::Text));
    painter->setFont(nameFont(option.font));
    drawLines(*painter, at, lines.name);
    at.ry() += kLinesGap;
    painter->setFont(option.font);
    if (!selected)
        painter->setPen(mutedTextColor(option.palette));
    drawLines(*painter, at, lines.answer);
    painter->restore();
}

} // namespace interleave::ui
