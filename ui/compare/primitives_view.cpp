#include "ui/compare/primitives_view.h"

#include "core/model/applicability.h"
#include "ui/compare/bar_table.h"
#include "ui/compare/primitive_model.h"
#include "ui/models/arm_trials.h"
#include "ui/widgets/legend.h"
#include "ui/widgets/note_label.h"

#include <QHBoxLayout>
#include <QPushButton>
#include <QVBoxLayout>

namespace interleave::ui {

namespace {

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
    , m_model(new PrimitiveModel(this))
    , m_table(new BarTable(m_model,
          {PrimitiveModel::Lost, PrimitiveModel::Wall, PrimitiveModel::Split},
          tr("Primitives"),
          this))
    , m_export(new QPushButton(tr("E&xport as CSV…"), this))
    , m_legend(new Legend(legendEntries(true), this))
    , m_disturbed(new NoteLabel(this))
{
    setAccessibleName(tr("Comparison of primitives"));
    m_table->keepRoomFor(PrimitiveModel::Hold, QStringLiteral("about 88.8 %"));
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

void PrimitivesView::start(const Experiment& experiment)
{
    m_experiment = experiment;
    m_model->setRows(emptyRows(experiment));
    m_legend->setEntries(legendEntries(experiment.trials > 1));
    m_disturbed->setNote(NoteKind::Warning, {});
    m_table->setColumnHidden(PrimitiveModel::Lost,
        !isAboutUpdates(experiment.workload) && !isAboutCores(experiment.workload));
    m_table->fit();
    m_export->setEnabled(false);
}

void PrimitivesView::setRun(const RunResult& run)
{
    m_experiment = run.experiment;
    m_model->setRows(rowsOf(run));
    m_legend->setEntries(legendEntries(mostTrials(run) > 1));
    m_disturbed->setNote(NoteKind::Warning, whatTheSignMeans(m_model->primitives()));
    m_table->setColumnHidden(PrimitiveModel::Lost, !tellOfUpdates(m_model->primitives()));
    m_table->fit();
    m_export->setEnabled(!run.trials.empty());
}

} // namespace interleave::ui
