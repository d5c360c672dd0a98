#include "ui/widgets/worker_table.h"

#include "ui/models/worker_model.h"
#include "ui/widgets/palette.h"
#include "ui/widgets/text_cell_delegate.h"

#include <QEvent>
#include <QHeaderView>
#include <QPainter>
#include <QSortFilterProxyModel>

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

namespace interleave::ui {

namespace {

constexpr int kSwatch = 10;
constexpr int kPadding = 8;
constexpr int kSortArrow = 14;
// What is said elsewhere too: by ps, by the sentence below the table, by the tiles, by the cores.
constexpr std::array kFirstToGo{WorkerModel::Pid,
    WorkerModel::Acquired,
    WorkerModel::Core,
    WorkerModel::Rate,
    WorkerModel::Waits,
    WorkerModel::Held,
    WorkerModel::LongestWait};

std::optional<Meaning> meaningOf(WorkerState state)
{
    switch (state) {
    case WorkerState::Working:
        return Meaning::Working;
    case WorkerState::Waiting:
        return Meaning::Waiting;
    case WorkerState::Idle:
        return Meaning::Blocked;
    case WorkerState::Dead:
        return Meaning::Lost;
    case WorkerState::Absent:
    case WorkerState::Starting:
    case WorkerState::Ended:
        return std::nullopt;
    }
    return std::nullopt;
}

// The colour and hatch of a state before its word.
class StateDelegate : public TextCellDelegate
{
public:
    using TextCellDelegate::TextCellDelegate;

    void paint(QPainter* painter,
        const QStyleOptionViewItem& option,
        const QModelIndex& index) const override
    {
        QStyleOptionViewItem shifted = option;
        shifted.rect.setLeft(option.rect.left() + kSwatch + 4);
        TextCellDelegate::paint(painter, shifted, index);
        const auto state = static_cast<WorkerState>(index.data(WorkerModel::kStateRole).toInt());
        const auto meaning = meaningOf(state);
        if (!meaning)
            return;
        const QRect swatch(
            option.rect.left() + 4, option.rect.center().y() - kSwatch / 2, kSwatch, kSwatch);
        painter->setBrushOrigin(swatch.topLeft());
        painter->fillRect(swatch, brushOf(*meaning, option.palette));
    }
};

// The widest text that a column is likely to show, so that live numbers move nothing.
QString widestText(int column)
{
    switch (column) {
    case WorkerModel::State:
        return QStringLiteral("not started");
    case WorkerModel::Tasks:
        return QStringLiteral("8,888,888");
    case WorkerModel::Rate:
        return QStringLiteral("88.8 k/s");
    case WorkerModel::Pid:
        return QStringLiteral("8888888");
    case WorkerModel::Acquired:
        return QStringLiteral("88,888,888");
    case WorkerModel::Waits:
        return QStringLiteral("8,888,888");
    case WorkerModel::Waiting:
        return QStringLiteral("<0.01 %");
    case WorkerModel::Held:
    case WorkerModel::LongestWait:
        return QStringLiteral("88.8 ms");
    default:
        return QStringLiteral("88.8 %");
    }
}

} // namespace

WorkerTable::WorkerTable(WorkerModel* model, QWidget* parent)
    : CopyableTable(parent)
    , m_order(new QSortFilterProxyModel(this))
{
    setAccessibleName(tr("Workers"));
    // Rows keep their place while numbers change; a click on a header sorts anew.
    m_order->setDynamicSortFilter(false);
    m_order->setSortRole(WorkerModel::kSortRole);
    m_order->setSourceModel(model);
    setModel(m_order);
    setItemDelegate(new TextCellDelegate(this));
    setItemDelegateForColumn(WorkerModel::State, new StateDelegate(this));
    setSortingEnabled(true);
    horizontalHeader()->setMinimumSectionSize(kPadding); // as narrow as their texts
    sortByColumn(-1, Qt::AscendingOrder); // by number, without an arrow that takes room
    connect(m_order, &QAbstractItemModel::dataChanged, this, &WorkerTable::showTellingColumns);
    connect(m_order, &QAbstractItemModel::modelReset, this, &WorkerTable::showTellingColumns);
    connect(horizontalHeader(), &QHeaderView::sortIndicatorChanged, this, &WorkerTable::fitColumns);
    showTellingColumns();
}

void WorkerTable::setMayWait(bool mayWait)
{
    m_mayWait = mayWait;
    showTellingColumns();
}

bool WorkerTable::anyAbove0(int column) const
{
    for (int row = 0; row < m_order->rowCount(); ++row) {
        if (m_order->index(row, column).data(WorkerModel::kSortRole).toDouble() > 0)
            return true;
    }
    return false;
}

// What is decided by the experiment neither comes nor goes while it runs; that a worker died is
// worth a new column.
bool WorkerTable::tells(int column) const
{
    switch (column) {
    case WorkerModel::Failed:
    case WorkerModel::Respawned:
        return anyAbove0(column);
    case WorkerModel::Waiting:
    case WorkerModel::Acquired:
    case WorkerModel::Waits:
    case WorkerModel::Held:
    case WorkerModel::LongestWait:
        return m_mayWait || anyAbove0(WorkerModel::Acquired);
    default:
        return true;
    }
}

void WorkerTable::showTellingColumns()
{
    std::vector<bool> telling(WorkerModel::ColumnCount);
    for (int column = 0; column < WorkerModel::ColumnCount; ++column)
        telling[static_cast<std::size_t>(column)] = tells(column);
    if (telling == m_telling)
        return;
    m_telling = std::move(telling);
    fitColumns();
}

int WorkerTable::leastWidth(int column) const
{
    const QString title = m_order->headerData(column, Qt::Horizontal, Qt::DisplayRole).toString();
    const bool sorted = horizontalHeader()->sortIndicatorSection() == column;
    const int swatch = column == WorkerModel::State ? kSwatch + 4 : 0;
    return kPadding
        + std::max(fontMetrics().horizontalAdvance(title) + (sorted ? kSortArrow : 0),
            fontMetrics().horizontalAdvance(widestText(column)) + swatch);
}

// All share the room that is left. Where there is too little, what others say too goes first.
void WorkerTable::fitColumns()
{
    std::vector<bool> shown = m_telling;
    const auto needed = [&] {
        int sum = 0;
        for (int column = 0; column < WorkerModel::ColumnCount; ++column)
            sum += shown[static_cast<std::size_t>(column)] ? leastWidth(column) : 0;
        return sum;
    };
    const int room = viewport()->width();
    for (const int column : kFirstToGo) {
        if (needed() > room)
            shown[static_cast<std::size_t>(column)] = false;
    }
    const int more
        = std::max(0, room - needed()) / static_cast<int>(std::ranges::count(shown, true));
    for (int column = 0; column < WorkerModel::ColumnCount; ++column) {
        const bool visible = shown[static_cast<std::size_t>(column)];
        setColumnHidden(column, !visible);
        if (visible)
            setColumnWidth(column, leastWidth(column) + more);
    }
}

void WorkerTable::resizeEvent(QResizeEvent* event)
{
    CopyableTable::resizeEvent(event);
    fitColumns();
}

void WorkerTable::changeEvent(QEvent* event)
{
    CopyableTable::changeEvent(event);
    if (event->type() == QEvent::FontChange && !m_telling.empty())
        fitColumns();
}

} // namespace interleave::ui
