#include "ui/compare/core_plot.h"

#include "ui/models/samples_note.h"
#include "ui/models/series_reduction.h"
#include "ui/widgets/chart_points.h"
#include "ui/widgets/format.h"

#include <QHelpEvent>
#include <QToolTip>

#include <algorithm>

namespace interleave::ui {

namespace {

constexpr std::size_t kMostRows = 8;
constexpr float kPale = 0.25F; // run B's area, under its dashed edge

std::vector<float> meanOf(const std::vector<std::vector<float>>& cores, std::size_t times)
{
    std::vector<float> mean(times, 0);
    for (const std::vector<float>& core : cores) {
        for (std::size_t i = 0; i < std::min(times, core.size()); ++i)
            mean[i] += core[i] / static_cast<float>(cores.size());
    }
    return mean;
}

// With a gap below it.
int lowestRow(const QWidget& plot)
{
    return plot.fontMetrics().height() + 2;
}

// With what is above the first row.
int heightOfAxis(const QWidget& plot)
{
    return 2 * plot.fontMetrics().height();
}

} // namespace

QString CorePlot::allCores(std::size_t cores)
{
    return tr("all %1 core(s)", nullptr, pluralOf(cores)).arg(formatCount(cores));
}

CorePlot::CorePlot(Meaning run, QWidget* parent)
    : QGraphicsView(parent)
    , m_run(run)
{
    setAccessibleName(tr("Utilisation of the cores over time"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    setUpChartView(*this);
}

void CorePlot::setSeries(const UtilisationSeries& series, double seconds)
{
    const bool sameCores = series.cores == m_cores;
    m_times = series.seconds;
    m_seconds = seconds;
    m_cores = series.cores;
    m_shares = series.run;
    if (m_cores.size() > kMostRows)
        m_shares = {meanOf(series.run, m_times.size())};
    if (!sameCores)
        updateGeometry();
    arrange();
}

void CorePlot::pickRows()
{
    const std::size_t before = m_rows.size();
    const std::size_t cores = m_cores.size();
    const auto fitting = static_cast<std::size_t>(
        std::max(1, (height() - heightOfAxis(*this)) / lowestRow(*this)));
    m_meanOf = cores > std::min(kMostRows, fitting) ? cores : 0;
    m_rows.resize(m_meanOf > 0 ? 1 : cores);
    if (m_meanOf > 0) {
        m_rows.front().label = allCores(m_meanOf);
        m_rows.front().shares
            = m_shares.size() > 1 ? meanOf(m_shares, m_times.size()) : m_shares.front();
    }
    for (std::size_t core = 0; m_meanOf == 0 && core < m_rows.size(); ++core) {
        m_rows[core].label = tr("core %1").arg(m_cores[core]);
        m_rows[core].shares = m_shares[core];
    }
    if (m_rows.size() != before)
        makeCharts();
}

void CorePlot::makeCharts()
{
    for (Row& row : m_rows)
        row.chart.reset();
    scene()->clear();
    for (Row& row : m_rows) {
        row.chart = std::make_unique<SmallChart>(*scene(), QString(), &row == &m_rows.back());
        row.edge = new QLineSeries(row.chart->chart());
        row.chart->add(row.edge);
        row.chart->setValueAxis(1, {{1, formatPercent(1)}});
    }
}

QString CorePlot::note() const
{
    std::size_t drawn = 0;
    const int width = plotWidth(*this, margins());
    for (const Row& row : m_rows)
        drawn = std::max(drawn, reducedToPixels(m_times, row.shares, m_seconds, width).size());
    const QString samples = samplesNote(m_times, drawn);
    return m_meanOf == 0
        ? samples
        : tr("The mean of %1 core(s); the table has each. %2", nullptr, pluralOf(m_meanOf))
              .arg(formatCount(m_meanOf), samples);
}

ChartMargins CorePlot::margins() const
{
    return {.nameWidth = fontMetrics().horizontalAdvance(allCores(88)),
        .valueWidth = fontMetrics().horizontalAdvance(formatPercent(1))};
}

QSize CorePlot::sizeHint() const
{
    return {320, minimumSizeHint().height()};
}

QSize CorePlot::minimumSizeHint() const
{
    return {200, heightOfAxis(*this) + lowestRow(*this)};
}

void CorePlot::arrange()
{
    if (!isVisible()) // else the run keeps the time that it takes
        return;
    pickRows();
    setSceneRect(rect());
    const std::vector<ChartPlace> places = chartPlaces(*this, m_rows.size(), margins());
    for (std::size_t i = 0; i < m_rows.size(); ++i) {
        dress(m_rows[i]);
        m_rows[i].chart->place(places[i]);
        draw(m_rows[i], plotWidth(*this, margins()));
    }
}

void CorePlot::draw(Row& row, int pixels) const
{
    const QList<QPointF> points = chartPoints(m_times, row.shares, m_seconds, pixels);
    row.chart->setName(row.label);
    row.chart->setTimeAxis(m_seconds);
    row.chart->fill()->setPoints(points);
    row.edge->replace(m_run == Meaning::RunB ? points : QList<QPointF>());
}

void CorePlot::dress(Row& row) const
{
    row.chart->dress(palette(), font());
    QColor pale = colorOf(m_run, palette());
    pale.setAlphaF(kPale);
    row.chart->fill()->setBrush(m_run == Meaning::RunB ? QBrush(pale) : brushOf(m_run, palette()));
    row.edge->setPen(penOf(m_run, palette()));
}

void CorePlot::resizeEvent(QResizeEvent* event)
{
    QGraphicsView::resizeEvent(event);
    arrange();
}

void CorePlot::showEvent(QShowEvent* event)
{
    QGraphicsView::showEvent(event);
    arrange();
}

void CorePlot::changeEvent(QEvent* event)
{
    QGraphicsView::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange)
        arrange();
}

bool CorePlot::viewportEvent(QEvent* event)
{
    if (event->type() != QEvent::ToolTip)
        return QGraphicsView::viewportEvent(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    QToolTip::showText(help->globalPos(), note(), this);
    return true;
}

} // namespace interleave::ui
