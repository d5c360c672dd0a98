#include "ui/charts/core_rows.h"

#include "ui/charts/core_row.h"
#include "ui/widgets/chart_points.h"
#include "ui/widgets/format.h"

#include <QEvent>

#include <algorithm>

namespace interleave::ui {

CoreRows::CoreRows(QWidget* parent)
    : QGraphicsView(parent)
{
    setAccessibleName(tr("Utilisation of each core over time"));
    setUpChartView(*this);
}

CoreRows::~CoreRows() = default;

void CoreRows::setSeries(const UtilisationSeries& series, double seconds)
{
    m_series = series;
    m_seconds = seconds;
    if (series.cores != m_cores)
        createRows(series.cores);
    for (const auto& row : m_rows)
        row->setTimeAxis(seconds);
    setPoints();
}

void CoreRows::setPoints()
{
    const int pixels = plotWidth(*this, margins());
    for (std::size_t core = 0; core < m_rows.size(); ++core)
        m_rows[core]->setPoints(m_series, core, m_seconds, pixels);
}

int CoreRows::pointCount(int row) const
{
    return m_rows[static_cast<std::size_t>(row)]->pointCount();
}

std::size_t CoreRows::samplesDrawn() const
{
    int most = 0;
    for (const auto& row : m_rows)
        most = std::max(most, row->pointCount());
    return samplesIn(most);
}

void CoreRows::createRows(const std::vector<std::int32_t>& cores)
{
    m_rows.clear();
    scene()->clear();
    m_cores = cores;
    for (std::size_t i = 0; i < cores.size(); ++i)
        m_rows.push_back(std::make_unique<CoreRow>(*scene(), cores[i], i + 1 == cores.size()));
    dressRows();
    placeRows();
    updateGeometry();
}

ChartMargins CoreRows::margins() const
{
    const std::int32_t highest
        = m_cores.empty() ? 0 : *std::max_element(m_cores.begin(), m_cores.end());
    return {.nameWidth = fontMetrics().horizontalAdvance(tr("core %1").arg(highest)),
        .valueWidth = fontMetrics().horizontalAdvance(formatPercent(1))};
}

// Names are whole, each beside its chart.
QSize CoreRows::minimumSizeHint() const
{
    return {QGraphicsView::minimumSizeHint().width(), leastHeight(*this, m_rows.size(), 1)};
}

void CoreRows::placeRows()
{
    setSceneRect(0, 0, width(), height());
    const std::vector<ChartPlace> places = chartPlaces(*this, m_rows.size(), margins());
    for (std::size_t i = 0; i < m_rows.size(); ++i)
        m_rows[i]->place(places[i]);
}

void CoreRows::dressRows()
{
    for (const auto& row : m_rows)
        row->dress(palette(), font());
}

void CoreRows::resizeEvent(QResizeEvent* event)
{
    QGraphicsView::resizeEvent(event);
    placeRows();
    setPoints();
}

void CoreRows::changeEvent(QEvent* event)
{
    QGraphicsView::changeEvent(event);
    if (event->type() != QEvent::PaletteChange && event->type() != QEvent::FontChange)
        return;
    dressRows();
    placeRows();
}

} // namespace interleave::ui
