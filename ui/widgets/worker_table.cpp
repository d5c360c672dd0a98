#include "ui/widgets/worker_table.h"

#include "ui/models/worker_model.h"
#include "ui/widgets/palette.h"

#include <QHeaderView>
#include <QPainter>
#include <QSortFilterProxyModel>
#include <QStyledItemDelegate>

#include <algorithm>
#include <optional>

namespace interleave::ui {

namespace {

constexpr int kSwatch = 10;
constexpr int kTitlePadding = 22; // with the sort arrow
constexpr int kTextPadding = 12;

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
class StateDelegate : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter* painter,
        const QStyleOptionViewItem& option,
        const QModelIndex& index) const override
    {
        QStyleOptionViewItem shifted = option;
        shifted.rect.setLeft(option.rect.left() + kSwatch + 4);
        QStyledItemDelegate::paint(painter, shifted, index);
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
        return QStringLiteral("not started 8");
    case WorkerModel::Tasks:
        return QStringLiteral("8,888,888");
    case WorkerModel::Rate:
        return QStringLiteral("88.8 M/s");
    case WorkerModel::Pid:
        return QStringLiteral("8888888");
    case WorkerModel::Acquired:
    case WorkerModel::Waits:
        return QStringLiteral("8,888,888");
    case WorkerModel::Held:
        return QStringLiteral("about 88.8 ms");
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
    setItemDelegateForColumn(WorkerModel::State, new StateDelegate(this));
    setSortingEnabled(true);
    sortByColumn(WorkerModel::Number, Qt::AscendingOrder);
    reserveColumnWidths();
}

void WorkerTable::reserveColumnWidths()
{
    for (int column = 0; column < WorkerModel::ColumnCount; ++column) {
        const QString title
            = m_order->headerData(column, Qt::Horizontal, Qt::DisplayRole).toString();
        setColumnWidth(column,
            std::max(fontMetrics().horizontalAdvance(title) + kTitlePadding,
                fontMetrics().horizontalAdvance(widestText(column)) + kTextPadding));
    }
}

} // namespace interleave::ui
