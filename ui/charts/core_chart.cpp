#include "ui/charts/core_chart.h"

#include "ui/charts/core_heat_map.h"
#include "ui/charts/core_rows.h"
#include "ui/models/core_numbers.h"
#include "ui/models/samples_note.h"
#include "ui/widgets/bar_rows.h"
#include "ui/widgets/core_bars.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/format.h"
#include "ui/widgets/heading.h"
#include "ui/widgets/show_page.h"
#include "ui/widgets/still_box.h"

#include <QLabel>
#include <QScrollArea>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace interleave::ui {

CoreChart::CoreChart(QWidget* parent)
    : QWidget(parent)
    , m_title(new Heading(TextSize::Title, {}, this))
    , m_note(new ElidedLabel(this))
    , m_legend(new Legend({{.text = tr("this run"), .meaning = Meaning::Working},
                              {.text = tr("everything on the core"), .swatch = Swatch::Line}},
          this))
    , m_barsLegend(new Legend(legendOfCoreBars(), this))
    , m_pages(new QStackedWidget(this))
    , m_hint(new QLabel(tr("Press Run to see how busy each core gets."), this))
    , m_rows(new CoreRows(this))
    , m_heatMap(new CoreHeatMap(this))
    , m_bars(new BarRows(tr("Utilisation of each core over the whole run"), this))
    , m_barsPage(new QScrollArea(this))
    , m_table(new TableButton(
          tr("How busy were the cores?"), [this] { return numbers(); }, this))
{
    setAccessibleName(tr("How busy were the cores?"));
    setOfWhat({});
    m_note->setAccessibleName(tr("About the samples"));
    m_note->setElided(false);
    m_note->setForegroundRole(QPalette::PlaceholderText);
    m_hint->setAccessibleName(tr("What will be here"));
    m_hint->setAlignment(Qt::AlignCenter);
    m_hint->setWordWrap(true);
    m_bars->setScaleAtLeast(1);
    m_barsPage->setWidget(m_bars);
    m_barsPage->setWidgetResizable(true);
    m_barsPage->setFrameShape(QFrame::NoFrame);
    for (QWidget* page : {static_cast<QWidget*>(m_hint),
             static_cast<QWidget*>(m_rows),
             static_cast<QWidget*>(m_heatMap),
             static_cast<QWidget*>(m_barsPage)})
        m_pages->addWidget(page);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 8, 8, 8);
    layout->addWidget(titleWithTable(m_title, m_table, this));
    layout->addWidget(m_legend);
    layout->addWidget(m_barsLegend);
    layout->addWidget(m_pages, 1);
    layout->addWidget(new StillBox(m_note, this)); // it counts with every live update
    clear();
}

void CoreChart::setOfWhat(const QString& what)
{
    m_title->setText(what.isEmpty() ? accessibleName() : tr("%1 (%2)").arg(accessibleName(), what));
}

void CoreChart::beginTrial(const QString& ofWhat)
{
    m_nextTrial = ofWhat;
    if (m_pages->currentWidget() == m_hint)
        showNextTrial();
}

void CoreChart::showNextTrial()
{
    if (!m_nextTrial)
        return;
    setOfWhat(*m_nextTrial);
    m_nextTrial.reset();
    m_series = {};
    m_whole.clear();
}

void CoreChart::setSeries(const UtilisationSeries& series)
{
    const bool hasMoreToShow = m_nextTrial || !m_whole.empty();
    if (hasMoreToShow && series.seconds.size() < kFewestSamples)
        return;
    showNextTrial();
    m_series = series;
    m_axis.include(series);
    showSeries();
}

void CoreChart::setResult(const TrialResult& trial)
{
    m_axis.finish(trial, m_series);
    endTrial(trial);
}

void CoreChart::endTrial(const TrialResult& trial)
{
    showNextTrial();
    m_whole = trial.cores;
    if (m_series.seconds.size() < kFewestSamples)
        showBars(trial);
    else
        showSeries();
}

void CoreChart::setLow(bool low)
{
    m_note->setElided(low);
}

void CoreChart::clear()
{
    m_series = {};
    m_axis.clear();
    m_whole.clear();
    m_nextTrial.reset();
    m_note->clear();
    showPage(m_hint, nullptr);
}

void CoreChart::showSeries()
{
    if (m_series.cores.empty() || !isVisible()) // else the run keeps the time that it takes
        return;
    if (m_series.cores.size() > kMostRows) {
        m_heatMap->setSeries(m_series, axisSeconds());
        showPage(m_heatMap, nullptr);
    } else {
        m_rows->setSeries(m_series, axisSeconds());
        showPage(m_rows, m_legend);
    }
    showNote();
}

void CoreChart::showNote()
{
    if (m_pages->currentWidget() == m_heatMap)
        m_note->setText(samplesInColumnsNote(m_series.seconds, m_heatMap->columnsDrawn()));
    else if (m_pages->currentWidget() == m_rows)
        m_note->setText(samplesNote(m_series.seconds, m_rows->samplesDrawn()));
}

QString CoreChart::note() const
{
    return m_note->text();
}

// What came while nobody looked.
void CoreChart::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    if (m_whole.empty() || m_series.seconds.size() >= kFewestSamples)
        showSeries();
}

void CoreChart::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    showNote();
}

void CoreChart::showBars(const TrialResult& trial)
{
    m_bars->setRows(coreBars(trial.cores));
    m_note->setText(whyNoSamples(trial.wallNs));
    showPage(m_barsPage, m_barsLegend);
}

NumberTable CoreChart::numbers() const
{
    return m_series.seconds.size() < kFewestSamples ? coreNumbers(m_whole) : coreNumbers(m_series);
}

void CoreChart::showPage(QWidget* page, QWidget* legend)
{
    ui::showPage(m_pages, page);
    m_table->setVisible(page != m_hint);
    for (Legend* each : {m_legend, m_barsLegend})
        each->setVisible(each == legend);
}

} // namespace interleave::ui
