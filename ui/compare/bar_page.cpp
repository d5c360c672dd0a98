#include "ui/compare/bar_page.h"

#include "ui/compare/bar_model.h"
#include "ui/compare/bar_table.h"
#include "ui/models/arm_trials.h"
#include "ui/widgets/note_label.h"

#include <QHBoxLayout>
#include <QPushButton>
#include <QVBoxLayout>

namespace interleave::ui {

BarPage::BarPage(BarModel* model, const QString& title, QWidget* parent)
    : QWidget(parent)
    , m_model(model)
    , m_table(new BarTable(model, title, this))
    , m_export(new QPushButton(tr("E&xport as CSV…"), this))
    , m_legend(new Legend({}, this))
    , m_sign(new NoteLabel(this))
{
    m_model->setParent(this);
    auto* foot = new QHBoxLayout;
    foot->addWidget(m_legend, 1);
    foot->addWidget(m_export);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 8, 8, 8);
    layout->setSpacing(8);
    layout->addWidget(m_table, 1);
    layout->addLayout(foot);
    layout->addWidget(m_sign);
    layout->addStretch();
    connect(m_table, &BarTable::columnsChanged, this, &BarPage::showLegend);
    connect(m_export, &QPushButton::clicked, this, [this] {
        Q_EMIT exportRequested(m_table->accessibleName(), m_model->table());
    });
    showModel(true);
}

void BarPage::start(const Experiment& experiment)
{
    m_model->start(experiment);
    m_export->setEnabled(false);
    showModel(experiment.trials > 1);
}

void BarPage::setRun(const RunResult& run)
{
    m_model->setRun(run);
    m_export->setEnabled(!run.trials.empty());
    showModel(mostTrials(run) > 1);
}

void BarPage::setLow(bool low)
{
    m_table->setLow(low);
}

void BarPage::setBrief(bool brief)
{
    m_export->setVisible(!brief);
    m_table->setBrief(brief);
    showLegend();
}

void BarPage::showModel(bool ofSeveralTrials)
{
    m_ofSeveralTrials = ofSeveralTrials;
    m_sign->setNote(NoteKind::Warning,
        m_model->anyDisturbed()
            ? tr("Numbers with this sign are of trials in which others took much of the cores")
            : QString());
    m_table->fit();
    showLegend();
}

// Of one trial of each there are no intervals.
void BarPage::showLegend()
{
    const auto parts = m_model->columnOfLegend();
    std::vector<LegendEntry> entries;
    if (parts && !m_table->isColumnHidden(*parts))
        entries = m_model->legend();
    if (m_ofSeveralTrials)
        entries.push_back({tr("95 % interval"), std::nullopt, Swatch::Line});
    m_legend->setEntries(std::move(entries));
}

} // namespace interleave::ui
