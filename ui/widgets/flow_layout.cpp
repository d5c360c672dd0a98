#include "ui/widgets/flow_layout.h"

#include <QWidget>

#include <algorithm>

namespace interleave::ui {

namespace {

bool expands(const QLayoutItem* item)
{
    return item->expandingDirections().testFlag(Qt::Horizontal);
}

} // namespace

FlowLayout::~FlowLayout()
{
    qDeleteAll(m_items);
}

QLayoutItem* FlowLayout::takeAt(int index)
{
    return index >= 0 && index < count() ? m_items.takeAt(index) : nullptr;
}

int FlowLayout::heightForWidth(int width) const
{
    return arrange(QRect(0, 0, width, 0), [](QLayoutItem*, const QRect&) {});
}

QSize FlowLayout::minimumSize() const
{
    QSize size;
    for (const QLayoutItem* item : m_items)
        size = size.expandedTo(item->minimumSize());
    const QMargins margins = contentsMargins();
    return size + QSize(margins.left() + margins.right(), margins.top() + margins.bottom());
}

void FlowLayout::setGeometry(const QRect& rect)
{
    QLayout::setGeometry(rect);
    arrange(rect, [](QLayoutItem* item, const QRect& place) { item->setGeometry(place); });
}

// Places what is in the line and gives the line's height.
template <class Place>
int FlowLayout::placeLine(QList<QLayoutItem*>& line, QPoint at, int width, Place place) const
{
    int needed = static_cast<int>(line.size() - 1) * spacing();
    int height = 0;
    for (const QLayoutItem* item : line) {
        needed += std::min(item->sizeHint().width(), width);
        height = std::max(height, item->sizeHint().height());
    }
    int growing = static_cast<int>(std::ranges::count_if(line, &expands));
    const bool allGrow = growing == 0;
    growing = allGrow ? static_cast<int>(line.size()) : growing;
    int left = m_fillsLines ? std::max(width - needed, 0) : 0;
    for (qsizetype i = 0; i < line.size(); ++i) {
        const int more = allGrow || expands(line[i]) ? left / std::max(growing--, 1) : 0;
        left -= more;
        const QSize size(
            std::min(line[i]->sizeHint().width(), width) + more, line[i]->sizeHint().height());
        place(line[i], QRect(at, size));
        at.rx() += size.width() + spacing();
    }
    line.clear();
    return height;
}

// Gives the height that it takes.
template <class Place>
int FlowLayout::arrange(const QRect& rect, Place place) const
{
    const QRect inner = rect.marginsRemoved(contentsMargins());
    QList<QLayoutItem*> line;
    QPoint at = inner.topLeft();
    int used = 0;
    for (QLayoutItem* item : m_items) {
        if (item->isEmpty())
            continue;
        const int needed = std::min(item->sizeHint().width(), inner.width());
        if (!line.isEmpty() && used + spacing() + needed > inner.width())
            at.ry() += placeLine(line, at, inner.width(), place) + spacing();
        used = line.isEmpty() ? needed : used + spacing() + needed;
        line.append(item);
    }
    const int last = line.isEmpty() ? 0 : placeLine(line, at, inner.width(), place);
    return at.y() + last - rect.y() + contentsMargins().bottom();
}

} // namespace interleave::ui
