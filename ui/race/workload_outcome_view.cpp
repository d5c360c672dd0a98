#include "ui/race/workload_outcome_view.h"

#include "core/model/outcome_remark.h"
#include "ui/models/core_sentence.h"
#include "ui/models/own_answer.h"
#include "ui/models/value_text.h"
#include "ui/race/outcome_plot.h"
#include "ui/widgets/format.h"
#include "ui/widgets/heading.h"
#include "ui/widgets/number_table.h"

#include <QLabel>
#include <QStringList>
#include <QVBoxLayout>

#include <algorithm>

namespace interleave::ui {

namespace {

QString figureText(const OutcomeFigure& figure)
{
    const QString value = figureValue(figure);
    const QString title = coreWord(figure.title);
    if (!figure.wanted)
        return WorkloadOutcomeView::tr("%1: %2").arg(title, value);
    if (*figure.wanted == figure.value) // both are counted, not measured
        return figure.value == 0 ? WorkloadOutcomeView::tr("%1: none").arg(title)
                                 : WorkloadOutcomeView::tr("%1: %2, as wanted").arg(title, value);
    return WorkloadOutcomeView::tr("✕ %1: %2 (wanted: %3)")
        .arg(title, value, formatValue(*figure.wanted));
}

} // namespace

QString figuresText(const WorkloadOutcome& outcome)
{
    QStringList parts;
    for (const OutcomeFigure& figure : outcome.figures) {
        if (!isNothingDone(figure))
            parts << figureText(figure);
    }
    return parts.join(QStringLiteral(" · "));
}

WorkloadOutcomeView::WorkloadOutcomeView(QWidget* parent)
    : QWidget(parent)
    , m_sentence(new Heading(TextSize::Title, {}, this))
    , m_figures(new QLabel(this))
    , m_charts(new QWidget(this))
{
    setAccessibleName(tr("What the workload found out"));
    m_sentence->setWordWrap(true);
    m_sentence->setAccessibleName(tr("Outcome"));
    m_figures->setAccessibleName(tr("Figures"));
    m_figures->setWordWrap(true);
    m_figures->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto* charts = new QVBoxLayout(m_charts);
    charts->setContentsMargins(0, 0, 0, 0);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_sentence);
    layout->addWidget(m_figures);
    layout->addWidget(m_charts, 1);
}

void WorkloadOutcomeView::setOutcome(const WorkloadOutcome& outcome, const QString& ofWhat)
{
    const QString sentence = coreSentence(outcome.sentence);
    const QString whole
        = ofWhat.isEmpty() ? sentence : tr("%1: %2").arg(capitalised(ofWhat), sentence);
    m_sentence->setText(
        withWholeNumbers((outcome.asWanted ? QString() : QStringLiteral("✕ ")) % whole));
    m_figures->setText(withWholeNumbers(figuresText(outcome)));
    m_figures->setVisible(!outcome.figures.empty());
    const auto titleOf = [](const OutcomeChart& chart) { return coreWord(chart.title); };
    const auto shownBy = [](const QWidget* plot) { return plot->accessibleName(); };
    // An open table stays open over the trials of a run.
    if (!std::ranges::equal(outcome.charts, m_plots, {}, titleOf, shownBy))
        makeCharts(outcome.charts);
    for (std::size_t i = 0; i < m_plots.size(); ++i)
        m_plots[i]->setChart(outcome.charts[i]);
}

void WorkloadOutcomeView::makeCharts(const std::vector<OutcomeChart>& charts)
{
    qDeleteAll(m_charts->findChildren<QWidget*>(Qt::FindDirectChildrenOnly));
    m_plots.clear();
    auto* layout = static_cast<QVBoxLayout*>(m_charts->layout());
    for (const OutcomeChart& chart : charts) {
        const QString title = coreWord(chart.title);
        auto* plot = m_plots.emplace_back(new OutcomePlot(m_charts));
        auto* table = new TableButton(title, [plot] { return plot->numbers(); });
        layout->addWidget(chartWithTable(new QLabel(title), table, plot), 1);
    }
}

} // namespace interleave::ui
