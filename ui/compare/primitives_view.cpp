#include "ui/compare/primitives_view.h"

#include "core/model/run_verdict.h"
#include "ui/compare/bar_delegate.h"
#include "ui/compare/primitive_choice.h"
#include "ui/compare/primitive_model.h"
#include "ui/models/progress_text.h"
#include "ui/widgets/copyable_table.h"
#include "ui/widgets/format.h"
#include "ui/widgets/heading.h"
#include "ui/widgets/legend.h"
#include "ui/widgets/note_label.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QPushButton>
#include <QSortFilterProxyModel>
#include <QStringList>
#include <QVBoxLayout>

#include <algorithm>

namespace interleave::ui {

namespace {

constexpr int kLowestRow = 38;
constexpr int kHighestRow = 64;
constexpr int kWidestName = 200;
constexpr int kCellMargin = 28; // with the sort arrow

// Of the room that is left, in which columns with bars grow.
bool grows(int column)
{
    return column == PrimitiveModel::Lost || column == PrimitiveModel::Wall
        || column == PrimitiveModel::Split;
}

} // namespace

PrimitivesView::PrimitivesView(QWidget* parent)
    : QWidget(parent)
    , m_headline(new Heading(TextSize::Display, {}, this))
    , m_note(new NoteLabel(this))
    , m_choice(new PrimitiveChoice(this))
    , m_table(new CopyableTable(this))
    , m_foot(new QWidget(this))
    , m_export(new QPushButton(tr("&Export as CSV…"), m_foot))
    , m_model(new PrimitiveModel(this))
{
    setAccessibleName(tr("Comparison of primitives"));
    m_headline->setAccessibleName(tr("Answer"));
    makeTable();
    auto* legend = new Legend({{tr("working"), Meaning::Working},
                                  {tr("holding"), Meaning::Holding},
                                  {tr("spinning"), Meaning::Waiting, Swatch::Plain},
                                  {tr("asleep, waiting"), Meaning::Waiting},
                                  {tr("95 % interval"), std::nullopt, Swatch::Line}},
        m_foot);
    auto* foot = new QHBoxLayout(m_foot);
    foot->setContentsMargins(0, 0, 0, 0);
    foot->addWidget(legend);
    foot->addStretch();
    foot->addWidget(m_export);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 8, 16, 8);
    layout->setSpacing(8);
    layout->addWidget(m_headline);
    layout->addWidget(m_note);
    layout->addWidget(m_table, 1);
    layout->addWidget(m_foot);
    layout->addWidget(m_choice);
    layout->addStretch();
    connect(m_choice, &PrimitiveChoice::compareRequested, this, &PrimitivesView::compareRequested);
    connect(m_export, &QPushButton::clicked, this, [this] {
        Q_EMIT exportRequested(primitivesCsv(m_experiment, m_model->primitives()));
    });
    say(tr("What does each primitive cost, and what does it save?"),
        tr("Every primitive gets its trials by turns, in random order."));
    showResult(false);
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
    for (int column = 0; column < PrimitiveModel::ColumnCount; ++column) {
        const QString title
            = m_model->headerData(column, Qt::Horizontal, Qt::DisplayRole).toString();
        if (grows(column))
            header->setSectionResizeMode(column, QHeaderView::Stretch);
        else
            m_table->setColumnWidth(column, fontMetrics().horizontalAdvance(title) + kCellMargin);
    }
}

// As wide as the names and as high as the rows need: what is below follows at once.
void PrimitivesView::fitTable()
{
    const int rows = m_model->rowCount();
    int widest = m_table->columnWidth(PrimitiveModel::Name);
    for (int row = 0; row < rows; ++row) {
        const QString name = m_model->index(row, PrimitiveModel::Name).data().toString();
        widest = std::max(widest, fontMetrics().horizontalAdvance(name) + kCellMargin / 2);
    }
    m_table->setColumnWidth(PrimitiveModel::Name, std::min(widest, kWidestName));
    m_table->setMaximumHeight(
        m_table->horizontalHeader()->sizeHint().height() + rows * kHighestRow + 4);
}

void PrimitivesView::choose(const Experiment& experiment)
{
    m_choice->setExperiment(experiment);
    m_choice->setEnabled(true);
    m_choice->show();
    m_choice->setFocus();
}

void PrimitivesView::setFitting(const Experiment& experiment)
{
    m_choice->setFitting(experiment);
}

Experiment PrimitivesView::chosen(Experiment experiment) const
{
    experiment.compare = m_choice->chosen();
    experiment.trials = m_choice->trials();
    experiment.probe = false; // it is measured on one primitive,
    experiment.varyWorkers.clear(); // and pool sizes are compared with one
    return experiment;
}

void PrimitivesView::start(const Experiment& experiment)
{
    m_experiment = experiment;
    m_counted = emptyRows(experiment);
    m_model->setRows(m_counted);
    fitTable();
    m_choice->setExperiment(experiment);
    m_choice->setEnabled(false);
    m_note->setNote(NoteKind::Hint, {});
    say(tr("starting"), tr("Every primitive gets its trials by turns, in random order."));
    showResult(true);
    m_export->setEnabled(false);
}

void PrimitivesView::setLive(const LiveSnapshot& live)
{
    m_headline->setText(progressText(live));
}

void PrimitivesView::setTrial(const TrialResult& trial)
{
    countTrial(m_counted, trial);
    m_model->setRows(m_counted);
}

void PrimitivesView::setRun(const RunResult& run)
{
    m_experiment = run.experiment;
    m_choice->setEnabled(true);
    m_model->setRows(rowsOf(run));
    m_export->setEnabled(!run.trials.empty());
    const std::size_t wanted = trialsWanted(run);
    if (run.trials.size() < wanted
        || (!run.trials.empty() && run.trials.back().end == TrialEnd::Cancelled)) {
        say(tr("Cancelled: %1 of %2 trials were begun")
                .arg(formatCount(run.trials.size()), formatCount(wanted)),
            tr("What was measured until then stands below."));
        return;
    }
    QStringList details{tr("%1 trials of each, by turns").arg(formatCount(run.experiment.trials))};
    const std::string_view workload = choiceOf(run.experiment.workload).title;
    details.prepend(QString::fromUtf8(workload.data(), static_cast<qsizetype>(workload.size())));
    if (run.experiment.workers)
        details << tr("%1 workers").arg(formatCount(*run.experiment.workers));
    const std::int64_t delay = windowDelayNs(run.experiment);
    if (delay > 0)
        details << tr("window widened by %1").arg(formatDuration(static_cast<double>(delay)));
    say(primitivesHeadline(m_model->primitives()), details.join(tr(" · ")));
}

void PrimitivesView::setFailed(const QString& reason)
{
    m_choice->setEnabled(true);
    m_headline->setText(tr("The comparison failed"));
    m_note->setNote(NoteKind::Problem, reason);
}

QString PrimitivesView::headline() const
{
    return m_headline->text();
}

void PrimitivesView::say(const QString& answer, const QString& details)
{
    m_headline->setText(answer);
    m_note->setNote(NoteKind::Hint, details);
}

void PrimitivesView::showResult(bool shown)
{
    m_table->setVisible(shown);
    m_foot->setVisible(shown);
}

} // namespace interleave::ui
