#include "ui/compare/executors_view.h"

#include "ui/compare/bar_table.h"
#include "ui/compare/executor_model.h"
#include "ui/models/arm_trials.h"
#include "ui/widgets/legend.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QPushButton>
#include <QVBoxLayout>

namespace interleave::ui {

namespace {

constexpr int kLeastBar = 10; // below its text, with the margins: all rows stand in a low window

// Of one trial of each there are no intervals.
std::vector<LegendEntry> intervalEntries(bool intervals)
{
    std::vector<LegendEntry> entries;
    if (intervals)
        entries.push_back({ExecutorsView::tr("95 % interval"), std::nullopt, Swatch::Line});
    return entries;
}

} // namespace

ExecutorsView::ExecutorsView(QWidget* parent)
    : QWidget(parent)
    , m_model(new ExecutorModel(this))
    , m_table(new BarTable(m_model,
          {ExecutorModel::Rate,
              ExecutorModel::Start,
              ExecutorModel::RoundTrip,
              ExecutorModel::Memory},
          tr("Executors"),
          this))
    , m_export(new QPushButton(tr("Export as CSV…"), this))
    , m_legend(new Legend(intervalEntries(true), this))
{
    setAccessibleName(tr("Comparison of executors"));
    fitRows();
    auto* foot = new QHBoxLayout;
    foot->addWidget(m_legend);
    foot->addStretch();
    foot->addWidget(m_export);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 8, 8, 8);
    layout->setSpacing(8);
    layout->addWidget(m_table, 1);
    layout->addLayout(foot);
    layout->addStretch();
    connect(m_export, &QPushButton::clicked, this, [this] {
        Q_EMIT exportRequested(tr("Executors"), executorsTable(m_model->executors()));
    });
}

void ExecutorsView::fitRows()
{
    m_table->setLowestRow(m_table->fontMetrics().height() + kLeastBar);
}

void ExecutorsView::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        fitRows();
}

void ExecutorsView::start(const Experiment& experiment)
{
    m_model->setRows(emptyExecutorRows(experiment));
    m_legend->setEntries(intervalEntries(experiment.trials > 1));
    m_table->fit();
    m_export->setEnabled(false);
}

void ExecutorsView::setRun(const RunResult& run)
{
    m_model->setRows(executorRowsOf(run));
    m_legend->setEntries(intervalEntries(mostTrials(run) > 1));
    m_table->fit();
    m_export->setEnabled(!run.trials.empty());
}

} // namespace interleave::ui
