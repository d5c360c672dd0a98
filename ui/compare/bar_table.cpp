#include "ui/compare/bar_table.h"

#include "ui/compare/bar_cell.h"
#include "ui/compare/bar_delegate.h"

#include <QEvent>
#include <QHeaderView>
#include <QSortFilterProxyModel>

#include <algorithm>

namespace interleave::ui {

namespace {

constexpr int kLowestRow = 38;
constexpr int kHighestRow = 64;
constexpr int kWidestName = 200;
constexpr int kCellMargin = 14;
constexpr int kSortArrow = 14;
constexpr int kName = 0; // the column

} // namespace

BarTable::BarTable(
    QAbstractItemModel* model, std::set<int> bars, const QString& name, QWidget* parent)
    : CopyableTable(parent)
    , m_order(new QSortFilterProxyModel(this))
    , m_bars(std::move(bars))
{
    m_order->setSortRole(BarCell::kSortRole);
    m_order->setSourceModel(model);
    setModel(m_order);
    setAccessibleName(name);
    setItemDelegate(new BarDelegate(this));
    setAlternatingRowColors(false); // bars stand on one background
    setSortingEnabled(true);
    sortByColumn(kName, Qt::AscendingOrder);
    verticalHeader()->setMinimumSectionSize(kLowestRow);
    verticalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    horizontalHeader()->setHighlightSections(false);
    connect(horizontalHeader(), &QHeaderView::sortIndicatorChanged, this, &BarTable::fitWidths);
}

void BarTable::keepRoomFor(int column, const QString& text)
{
    m_rooms[column] = text;
}

void BarTable::setLowestRow(int height)
{
    verticalHeader()->setMinimumSectionSize(height);
}

void BarTable::fit()
{
    setMaximumHeight(
        horizontalHeader()->sizeHint().height() + m_order->rowCount() * kHighestRow + 4);
    fitWidths();
}

// Of its title, with the arrow where it is sorted by it, and of all that stands in it.
int BarTable::neededBy(int column) const
{
    const bool sorted = horizontalHeader()->sortIndicatorSection() == column;
    const auto wide = [this](const QString& text) { return fontMetrics().horizontalAdvance(text); };
    int widest = wide(m_order->headerData(column, Qt::Horizontal, Qt::DisplayRole).toString())
        + (sorted ? kSortArrow : 0);
    if (const auto room = m_rooms.find(column); room != m_rooms.end())
        widest = std::max(widest, wide(room->second));
    for (int row = 0; row < m_order->rowCount(); ++row)
        widest = std::max(widest, wide(m_order->index(row, column).data().toString()));
    widest += kCellMargin;
    return column == kName ? std::min(widest, kWidestName) : widest;
}

// Where there is less room than the numbers need, the table scrolls.
void BarTable::fitWidths()
{
    std::map<int, int> needed;
    int left = viewport()->width();
    int growing = 0;
    for (int column = 0; column < m_order->columnCount(); ++column) {
        if (isColumnHidden(column))
            continue;
        needed[column] = neededBy(column);
        left -= needed[column];
        growing += m_bars.contains(column) ? 1 : 0;
    }
    const int more = std::max(0, left) / std::max(growing, 1);
    for (const auto& [column, width] : needed)
        setColumnWidth(column, width + (m_bars.contains(column) ? more : 0));
}

void BarTable::changeEvent(QEvent* event)
{
    CopyableTable::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        fitWidths();
}

void BarTable::resizeEvent(QResizeEvent* event)
{
    CopyableTable::resizeEvent(event);
    fitWidths();
}

} // namespace interleave::ui
