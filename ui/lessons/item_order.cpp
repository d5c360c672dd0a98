#include "ui/lessons/item_order.h"

#include "ui/widgets/gestures.h"

#include <numeric>

namespace interleave::ui {

ItemOrder::ItemOrder(const QStringList& items, QWidget* parent)
    : QListWidget(parent)
    , m_items(items)
{
    setDragDropMode(InternalMove);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setWordWrap(true);
    setTabKeyNavigation(false);
    std::vector<std::size_t> order(static_cast<std::size_t>(items.size()));
    std::iota(order.begin(), order.end(), 0U);
    setOrder(order);
    addGesture(*this, tr("Move up"), {Qt::ALT | Qt::Key_Up}, [this] { moveChosen(-1); });
    addGesture(*this, tr("Move down"), {Qt::ALT | Qt::Key_Down}, [this] { moveChosen(1); });
}

std::vector<std::size_t> ItemOrder::order() const
{
    std::vector<std::size_t> order;
    for (int row = 0; row < count(); ++row)
        order.push_back(static_cast<std::size_t>(item(row)->data(Qt::UserRole).toInt()));
    return order;
}

void ItemOrder::setOrder(const std::vector<std::size_t>& order)
{
    clear();
    for (const std::size_t place : order) {
        auto* row = new QListWidgetItem(m_items.at(static_cast<qsizetype>(place)), this);
        row->setData(Qt::UserRole, static_cast<int>(place));
    }
    setCurrentRow(0);
}

QSize ItemOrder::sizeHint() const
{
    int height = 2 * frameWidth();
    for (int row = 0; row < count(); ++row)
        height += sizeHintForRow(row);
    return {fontMetrics().averageCharWidth() * 20, height};
}

void ItemOrder::moveChosen(int by)
{
    const int from = currentRow();
    const int to = from + by;
    if (from < 0 || to < 0 || to >= count())
        return;
    insertItem(to, takeItem(from));
    setCurrentRow(to);
}

} // namespace interleave::ui
