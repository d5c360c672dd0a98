#include "ui/compare/bar_table.h"

#include "ui/compare/bar_delegate.h"
#include "ui/compare/bar_model.h"

#include <QEvent>
#include <QHeaderView>
#include <QSortFilterProxyModel>

#include <algorithm>
#include <map>

namespace interleave::ui {

namespace {

constexpr int kBar = 21; // above its text, with the margins
constexpr int kLowBar = 10;
constexpr int kHighestRow = 64;
constexpr int kWidestName = 200;
constexpr int kCellMargin = 14;
constexpr int kSortArrow = 14;
constexpr int kName = 0; // the column

} // namespace

BarTable::BarTable(BarModel* model, const QString& name, QWidget* parent)
    : CopyableTable(parent)
    , m_model(model)
    , m_order(new QSortFilterProxyModel(this))
{
    m_order->setSortRole(BarCell::kSortRole);
    m_order->setSourceModel(model);
    setModel(m_order);
    setAccessibleName(name);
    setItemDelegate(new BarDelegate(this));
    setAlternatingRowColors(false); // bars stand on one background
    setSortingEnabled(true);
    sortByColumn(kName, Qt::AscendingOrder);
    verticalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    horizontalHeader()->setHighlightSections(false);
    fitRows();
    connect(horizontalHeader(), &QHeaderView::sortIndicatorChanged, this, &BarTable::fitWidths);
}

// From there on they grow with the room.
void BarTable::fitRows()
{
    verticalHeader()->setMinimumSectionSize(fontMetrics().height() + (m_low ? kLowBar : kBar));
}

void BarTable::setLow(bool low)
{
    m_low = low;
    fitRows();
}

void BarTable::setBrief(bool brief)
{
    m_brief = brief;
    fitWidths();
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
    widest = std::max(widest, wide(m_model->roomOf(column)));
    for (int row = 0; row < m_order->rowCount(); ++row)
        widest = std::max(widest, wide(m_order->index(row, column).data().toString()));
    widest += kCellMargin;
    return column == kName ? std::min(widest, kWidestName) : widest;
}

void BarTable::showColumns()
{
    const std::set<int> idle = m_model->idleColumns();
    int left = viewport()->width();
    bool changed = false;
    for (const int column : m_model->columnsByWeight()) {
        left -= idle.contains(column) ? 0 : neededBy(column);
        const bool hasRoom = !m_brief || left >= 0 || column == kName;
        const bool hidden = idle.contains(column) || !hasRoom;
        changed = changed || hidden != isColumnHidden(column);
        setColumnHidden(column, hidden);
    }
    if (changed)
        Q_EMIT columnsChanged();
}

// Where there is less room than the numbers need, the table scrolls.
void BarTable::fitWidths()
{
    showColumns();
    const std::set<int> bars = m_model->columnsWithBars();
    std::map<int, int> needed;
    int left = viewport()->width();
    int growing = 0;
    for (int column = 0; column < m_order->columnCount(); ++column) {
        if (isColumnHidden(column))
            continue;
        needed[column] = neededBy(column);
        left -= needed[column];
        growing += bars.contains(column) ? 1 : 0;
    }
    const int more = std::max(0, left) / std::max(growing, 1);
    for (const auto& [column, width] : needed)
        setColumnWidth(column, width + (bars.contains(column) ? more : 0));
}

void BarTable::changeEvent(QEvent* event)
{
    CopyableTable::changeEvent(event);
    if (event->type() != QEvent::FontChange)
        return;
    fitRows();
    fitWidths();
}

void BarTable::resizeEvent(QResizeEvent* event)
{
    CopyableTable::resizeEvent(event);
    fitWidths();
}

} // namespace interleave::ui
