#include "ui/charts/core_chart.h"

#include "ui/charts/core_heat_map.h"
#include "ui/charts/core_rows.h"
#include "ui/models/core_numbers.h"
#include "ui/widgets/bar_rows.h"
#include "ui/widgets/core_bars.h"
#include "ui/widgets/format.h"
#include "ui/widgets/legend.h"

#include <QLabel>
#include <QScrollArea>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace interleave::ui {

namespace {

constexpr std::size_t kFewestSamples = 2;

} // namespace

CoreChart::CoreChart(QWidget* parent)
    : QWidget(parent)
    , m_note(new QLabel(this))
    , m_legend(new Legend({{.text = tr("this run"), .meaning = Meaning::Working},
                              {.text = tr("everything on the core"), .swatch = Swatch::Line}},
          this))
    , m_pages(new QStackedWidget(this))
    , m_hint(new QLabel(tr("Press Run to see how busy each core gets."), this))
    , m_rows(new CoreRows(this))
    , m_heatMap(new CoreHeatMap(this))
    , m_bars(new BarRows(tr("Utilisation of each core over the whole run"), this))
    , m_barsPage(new QScrollArea(this))
{
    setAccessibleName(tr("How busy were the cores?"));
    m_note->setAccessibleName(tr("About the samples"));
    m_note->setWordWrap(true);
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
    layout->addWidget(titleWithTable(
        accessibleName(), [this] { return numbers(); }, this));
    layout->addWidget(m_legend);
    layout->addWidget(m_note);
    layout->addWidget(m_pages, 1);
    clear();
}

void CoreChart::setSeries(const UtilisationSeries& series)
{
    m_series = series;
    m_axis.include(series);
    showSeries();
}

void CoreChart::setResult(const TrialResult& trial)
{
    m_axis.finish(trial, m_series);
    m_whole = trial.cores;
    if (m_series.seconds.size() < kFewestSamples)
        showBars(trial);
    else
        showSeries();
}

void CoreChart::clear()
{
    m_series = {};
    m_axis.clear();
    m_whole.clear();
    m_note->hide();
    showPage(m_hint, nullptr);
}

void CoreChart::showSeries()
{
    if (m_series.cores.empty())
        return;
    m_note->hide();
    if (m_series.cores.size() > kMostRows) {
        m_heatMap->setSeries(m_series, axisSeconds());
        showPage(m_heatMap, nullptr);
        return;
    }
    m_rows->setSeries(m_series, axisSeconds());
    showPage(m_rows, m_legend);
}

void CoreChart::showBars(const TrialResult& trial)
{
    m_bars->setRows(coreBars(trial.cores));
    m_note->setText(whyNoSamples(trial.wallNs));
    m_note->show();
    showPage(m_barsPage, m_legend);
}

NumberTable CoreChart::numbers() const
{
    return m_series.seconds.size() < kFewestSamples ? coreNumbers(m_whole) : coreNumbers(m_series);
}

void CoreChart::showPage(QWidget* page, QWidget* legend)
{
    m_pages->setCurrentWidget(page);
    m_legend->setVisible(legend != nullptr);
}

} // namespace interleave::ui
