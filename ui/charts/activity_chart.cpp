#include "ui/charts/activity_chart.h"

#include "ui/charts/activity_row.h"
#include "ui/charts/activity_rows.h"
#include "ui/models/activity_series.h"
#include "ui/widgets/format.h"

#include <QLabel>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace interleave::ui {

namespace {

constexpr std::size_t kFewestSamples = 2;

} // namespace

ActivityChart::ActivityChart(QWidget* parent)
    : QWidget(parent)
    , m_pages(new QStackedWidget(this))
    , m_hint(new QLabel(this))
    , m_rows(new ActivityRows(this))
    , m_note(new QLabel(this))
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
    layout->addWidget(titleWithTable(
        accessibleName(), [this] { return numbers(); }, this));
    layout->addWidget(m_pages, 1);
    layout->addWidget(m_note);
}

void ActivityChart::start(const Experiment& experiment)
{
    m_series = {};
    m_axis.clear();
    m_ended = false;
    m_rows->start(activitiesOf(experiment));
    m_hint->setText(tr("The first sample comes 50 ms after the start."));
    m_pages->setCurrentWidget(m_hint);
    m_note->clear();
}

void ActivityChart::setSeries(const UtilisationSeries& series)
{
    m_series = series;
    m_axis.include(series);
    showSeries();
}

void ActivityChart::setResult(const TrialResult& trial)
{
    m_axis.finish(trial, m_series);
    m_ended = true;
    if (m_series.seconds.size() < kFewestSamples) {
        m_hint->setText(tr("The run took %1, too short for samples every 50 ms.")
                            .arg(formatDuration(trial.wallNs)));
        m_pages->setCurrentWidget(m_hint);
        m_note->clear();
        return;
    }
    showSeries();
}

void ActivityChart::showSeries()
{
    if (m_series.activity.empty() || !isVisible()) // else the run keeps the time that it takes
        return;
    m_rows->setSeries(m_series, axisSeconds(), m_ended);
    m_pages->setCurrentWidget(m_rows);
    showNote();
}

void ActivityChart::showNote()
{
    if (m_series.seconds.size() < kFewestSamples)
        return;
    const double every = m_series.seconds.back() / static_cast<double>(m_series.seconds.size());
    const QString samples
        = tr("%1 samples, one every %2.")
              .arg(formatCount(m_series.seconds.size()), formatDuration(every * 1e9, 2));
    m_note->setText(m_rows->samplesReduced() == 0
            ? samples
            : tr("%1 Where they are closer than 4 pixels, the lowest and the highest of them are "
                 "drawn.")
                  .arg(samples));
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
