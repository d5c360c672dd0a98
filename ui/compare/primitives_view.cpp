#include "ui/compare/primitives_view.h"

#include "core/model/applicability.h"
#include "ui/compare/bar_delegate.h"
#include "ui/compare/primitive_model.h"
#include "ui/models/arm_trials.h"
#include "ui/widgets/copyable_table.h"
#include "ui/widgets/legend.h"
#include "ui/widgets/note_label.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QPushButton>
#include <QSortFilterProxyModel>
#include <QVBoxLayout>

#include <algorithm>
#include <map>

namespace interleave::ui {

namespace {

constexpr int kLowestRow = 38;
constexpr int kHighestRow = 64;
constexpr int kWidestName = 200;
constexpr int kCellMargin = 14;
constexpr int kSortArrow = 14;

// Of the room that is left, in which columns with bars grow.
bool grows(int column)
{
    return column == PrimitiveModel::Lost || column == PrimitiveModel::Wall
        || column == PrimitiveModel::Split;
}

// Of one trial of each there are no intervals.
std::vector<LegendEntry> legendEntries(bool intervals)
{
    std::vector<LegendEntry> entries{{PrimitivesView::tr("outside of the lock"), Meaning::Working},
        {PrimitivesView::tr("holding"), Meaning::Holding},
        {PrimitivesView::tr("spinning"), Meaning::Waiting, Swatch::Plain},
        {PrimitivesView::tr("asleep, waiting"), Meaning::Waiting}};
    if (intervals)
        entries.push_back({PrimitivesView::tr("95 % interval"), std::nullopt, Swatch::Line});
    return entries;
}

// Empty where no time has the sign.
QString whatTheSignMeans(const std::vector<PrimitiveRow>& rows)
{
    const bool any
        = std::ranges::any_of(rows, [](const PrimitiveRow& row) { return row.disturbed > 0; });
    return any ? PrimitivesView::tr("Times with this sign are of trials in which others took much "
                                    "of the cores")
               : QString();
}

} // namespace

PrimitivesView::PrimitivesView(QWidget* parent)
    : QWidget(parent)
    , m_table(new CopyableTable(this))
    , m_export(new QPushButton(tr("E&xport as CSV…"), this))
    , m_model(new PrimitiveModel(this))
    , m_legend(new Legend(legendEntries(true), this))
    , m_disturbed(new NoteLabel(this))
{
    setAccessibleName(tr("Comparison of primitives"));
    makeTable();
    auto* foot = new QHBoxLayout;
    foot->addWidget(m_legend);
    foot->addStretch();
    foot->addWidget(m_export);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 8, 8, 8);
    layout->setSpacing(8);
    layout->addWidget(m_table, 1);
    layout->addLayout(foot);
    layout->addWidget(m_disturbed);
    layout->addStretch();
    connect(m_export, &QPushButton::clicked, this, [this] {
        Q_EMIT exportRequested(
            tr("Primitives"), primitivesTable(m_experiment, m_model->primitives()));
    });
}

void PrimitivesView::makeTable()
{
    auto* order = new QSortFilterProxyModel(this);
    order->setSortRole(PrimitiveModel::kSortRole);
    order->setSourceModel(m_model);
    m_table->setModel(order);
    m_table->setAccessibleName(tr("Primitives"));
    m_table->setItemDelegate(new BarDelegate(m_table));
    m_table->setAlternatingRowColors(false); // bars stand on one background
    m_table->setSortingEnabled(true);
    m_table->sortByColumn(PrimitiveModel::Name, Qt::AscendingOrder);
    m_table->verticalHeader()->setMinimumSectionSize(kLowestRow);
    m_table->verticalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    QHeaderView* header = m_table->horizontalHeader();
    header->setHighlightSections(false);
    connect(header, &QHeaderView::sortIndicatorChanged, this, &PrimitivesView::fitColumns);
}

int PrimitivesView::leastOf(int column) const
{
    return column == PrimitiveModel::Hold
        ? fontMetrics().horizontalAdvance(QStringLiteral("about 88.8 %"))
        : 0;
}

// Of its title, with the arrow where it is sorted by it, and of all that stands in it.
int PrimitivesView::neededBy(int column) const
{
    const bool sorted = m_table->horizontalHeader()->sortIndicatorSection() == column;
    const QString title = m_model->headerData(column, Qt::Horizontal, Qt::DisplayRole).toString();
    int widest = std::max(
        fontMetrics().horizontalAdvance(title) + (sorted ? kSortArrow : 0), leastOf(column));
    for (int row = 0; row < m_model->rowCount(); ++row) {
        const QString text = m_model->index(row, column).data().toString();
        widest = std::max(widest, fontMetrics().horizontalAdvance(text));
    }
    widest += kCellMargin;
    return column == PrimitiveModel::Name ? std::min(widest, kWidestName) : widest;
}

// Columns with bars share the room that is left; where it is less than their numbers need, the
// table scrolls.
void PrimitivesView::fitColumns()
{
    std::map<int, int> needed;
    int left = m_table->viewport()->width();
    int growing = 0;
    for (int column = 0; column < PrimitiveModel::ColumnCount; ++column) {
        if (m_table->isColumnHidden(column))
            continue;
        needed[column] = neededBy(column);
        left -= needed[column];
        growing += grows(column) ? 1 : 0;
    }
    const int more = std::max(0, left) / growing;
    for (const auto& [column, width] : needed)
        m_table->setColumnWidth(column, width + (grows(column) ? more : 0));
}

void PrimitivesView::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        fitColumns();
}

void PrimitivesView::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    fitColumns();
}

// As high as the rows need: what is below follows at once.
void PrimitivesView::fitTable()
{
    m_table->setMaximumHeight(
        m_table->horizontalHeader()->sizeHint().height() + m_model->rowCount() * kHighestRow + 4);
    fitColumns();
}

void PrimitivesView::start(const Experiment& experiment)
{
    m_experiment = experiment;
    m_model->setRows(emptyRows(experiment));
    m_legend->setEntries(legendEntries(experiment.trials > 1));
    m_disturbed->setNote(NoteKind::Warning, {});
    m_table->setColumnHidden(PrimitiveModel::Lost,
        !isAboutUpdates(experiment.workload) && !isAboutCores(experiment.workload));
    fitTable();
    m_export->setEnabled(false);
}

void PrimitivesView::setRun(const RunResult& run)
{
    m_experiment = run.experiment;
    m_model->setRows(rowsOf(run));
    m_legend->setEntries(legendEntries(mostTrials(run) > 1));
    m_disturbed->setNote(NoteKind::Warning, whatTheSignMeans(m_model->primitives()));
    m_table->setColumnHidden(PrimitiveModel::Lost, !tellOfUpdates(m_model->primitives()));
    fitTable();
    m_export->setEnabled(!run.trials.empty());
}

} // namespace interleave::ui
