#include "ui/charts/activity_chart.h"

#include "ui/charts/activity_row.h"
#include "ui/charts/activity_rows.h"
#include "ui/models/activity_series.h"
#include "ui/models/samples_note.h"
#include "ui/widgets/format.h"
#include "ui/widgets/heading.h"
#include "ui/widgets/still_box.h"

#include <QLabel>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <utility>

namespace interleave::ui {

ActivityChart::ActivityChart(QWidget* parent)
    : QWidget(parent)
    , m_pages(new QStackedWidget(this))
    , m_hint(new QLabel(this))
    , m_rows(new ActivityRows(this))
    , m_note(new QLabel(this))
    , m_table(new TableButton(
          tr("What did the run do over time?"), [this] { return numbers(); }, this))
{
    setAccessibleName(tr("What did the run do over time?"));
    m_hint->setAccessibleName(tr("What will be here"));
    m_hint->setAlignment(Qt::AlignCenter);
    m_hint->setWordWrap(true);
    m_hint->setText(tr("Press Run to see tasks per second, the queue, memory and more over time."));
    m_note->setAccessibleName(tr("About the samples"));
    m_note->setWordWrap(true);
    m_note->setForegroundRole(QPalette::PlaceholderText);
    m_pages->addWidget(m_hint);
    m_pages->addWidget(m_rows);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 8, 8, 8);
    layout->addWidget(
        titleWithTable(new Heading(TextSize::Title, accessibleName()), m_table, this));
    layout->addWidget(m_pages, 1);
    layout->addWidget(new StillBox(m_note, this)); // it counts with every live update
    showPage(m_hint);
}

void ActivityChart::showPage(QWidget* page)
{
    m_pages->setCurrentWidget(page);
    m_table->setVisible(page == m_rows);
}

void ActivityChart::start(const Experiment& experiment)
{
    m_series = {};
    m_axis.clear();
    m_ended = false;
    m_trialBegins = false;
    m_rows->start(activitiesOf(experiment));
    m_hint->setText(tr("The first sample comes 50 ms after the start."));
    showPage(m_hint);
    m_note->clear();
}

void ActivityChart::beginTrial()
{
    m_trialBegins = true;
}

void ActivityChart::setSeries(const UtilisationSeries& series)
{
    if (m_trialBegins) {
        if (m_ended && series.seconds.size() < kFewestSamples)
            return;
        m_trialBegins = m_ended = false;
    }
    m_series = series;
    m_axis.include(series);
    showSeries();
}

void ActivityChart::setResult(const TrialResult& trial)
{
    m_axis.finish(trial, m_series);
    endTrial(trial);
}

void ActivityChart::endTrial(const TrialResult& trial)
{
    if (std::exchange(m_trialBegins, false) && m_ended)
        m_series = {};
    m_ended = true;
    if (m_series.seconds.size() < kFewestSamples) {
        setMissing(
            tr("It took %1, too short for samples every 50 ms.").arg(formatDuration(trial.wallNs)));
        return;
    }
    showSeries();
}

void ActivityChart::setMissing(const QString& why)
{
    m_hint->setText(why);
    showPage(m_hint);
    m_note->clear();
}

void ActivityChart::showSeries()
{
    if (m_series.activity.empty() || !isVisible()) // else the run keeps the time that it takes
        return;
    m_rows->setSeries(m_series, axisSeconds(), m_ended);
    showPage(m_rows);
    showNote();
}

void ActivityChart::showNote()
{
    if (m_series.seconds.size() < kFewestSamples)
        return;
    m_note->setText(samplesNote(m_series.seconds, m_rows->samplesDrawn()));
}

QString ActivityChart::note() const
{
    return m_note->text();
}

NumberTable ActivityChart::numbers() const
{
    NumberTable table{.titles = {tr("time (s)")}};
    for (const double time : m_rows->times())
        table.rows.push_back({time});
    for (const auto& row : m_rows->rows()) {
        table.titles << titleWithUnit(row->activity());
        for (std::size_t i = 0; i < row->values().size(); ++i)
            table.rows[i] << static_cast<double>(row->values()[i]);
    }
    return table;
}

void ActivityChart::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    if (!m_ended || m_series.seconds.size() >= kFewestSamples)
        showSeries();
}

void ActivityChart::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    if (m_pages->currentWidget() == m_rows)
        showNote();
}

} // namespace interleave::ui
