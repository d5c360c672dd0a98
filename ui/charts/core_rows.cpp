#include "ui/charts/core_rows.h"

#include "ui/charts/core_row.h"
#include "ui/widgets/format.h"

#include <QEvent>
#include <QFontMetrics>

#include <algorithm>

namespace interleave::ui {

namespace {

constexpr double kGap = 8;
constexpr double kHighestRow = 200;

} // namespace

CoreRows::CoreRows(QWidget* parent)
    : QGraphicsView(parent)
{
    setAccessibleName(tr("Utilisation of each core over time"));
    setScene(new QGraphicsScene(this));
    setFrameShape(QFrame::NoFrame);
    setBackgroundRole(QPalette::Window);
    setBackgroundBrush(Qt::NoBrush);
    viewport()->setAutoFillBackground(false);
    // Smooth edges of an area that goes up and down cost Qt's painter 60 ms a frame, sharp ones 3
    // ms.
    setRenderHint(QPainter::Antialiasing, false);
    setInteractive(false);
    setFocusPolicy(Qt::NoFocus);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    // Every row is replaced at once: no use in looking for what changed.
    setViewportUpdateMode(QGraphicsView::FullViewportUpdate);
}

CoreRows::~CoreRows() = default;

void CoreRows::setSeries(const UtilisationSeries& series, double seconds)
{
    m_series = series;
    m_seconds = seconds;
    if (series.cores != m_cores)
        createRows(series.cores);
    for (std::size_t core = 0; core < m_rows.size(); ++core) {
        m_rows[core]->setTimeAxis(seconds);
        m_rows[core]->setPoints(m_series, core, seconds, plotWidth());
    }
}

int CoreRows::pointCount(int row) const
{
    return m_rows[static_cast<std::size_t>(row)]->pointCount();
}

void CoreRows::createRows(const std::vector<std::int32_t>& cores)
{
    m_rows.clear();
    scene()->clear();
    m_cores = cores;
    for (std::size_t i = 0; i < cores.size(); ++i)
        m_rows.push_back(std::make_unique<CoreRow>(*scene(), cores[i], i + 1 == cores.size()));
    paintInPalette();
    placeRows();
}

int CoreRows::labelWidth() const
{
    const std::int32_t highest
        = m_cores.empty() ? 0 : *std::max_element(m_cores.begin(), m_cores.end());
    return fontMetrics().horizontalAdvance(tr("core %1").arg(highest));
}

int CoreRows::plotWidth() const
{
    const double left
        = labelWidth() + kGap + fontMetrics().horizontalAdvance(formatPercent(1)) + kGap;
    const double right = fontMetrics().horizontalAdvance(formatDuration(8.88e9)) / 2.0 + kGap;
    return std::max(1, static_cast<int>(width() - left - right));
}

void CoreRows::placeRows()
{
    const double timeHeight = fontMetrics().height() + kGap + 4;
    const double top = fontMetrics().height() / 2.0;
    const double room = height() - top - timeHeight;
    const double rowHeight = std::min(
        kHighestRow, room / static_cast<double>(std::max<std::size_t>(1, m_rows.size())));
    const double plotLeft
        = labelWidth() + 2 * kGap + fontMetrics().horizontalAdvance(formatPercent(1));
    setSceneRect(0, 0, width(), height());
    for (std::size_t i = 0; i < m_rows.size(); ++i) {
        const double y = top + rowHeight * static_cast<double>(i);
        const RowPlace place{
            .plot = QRectF(plotLeft, y, plotWidth(), std::max(2.0, rowHeight - kGap)),
            .labelRight = static_cast<double>(labelWidth()),
            .showsPercent = rowHeight > 1.5 * fontMetrics().height()};
        m_rows[i]->place(place);
    }
}

void CoreRows::paintInPalette()
{
    for (const auto& row : m_rows)
        row->usePalette(palette());
}

void CoreRows::resizeEvent(QResizeEvent* event)
{
    QGraphicsView::resizeEvent(event);
    placeRows();
    for (std::size_t core = 0; core < m_rows.size(); ++core)
        m_rows[core]->setPoints(m_series, core, m_seconds, plotWidth());
}

void CoreRows::changeEvent(QEvent* event)
{
    QGraphicsView::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        paintInPalette();
    if (event->type() == QEvent::FontChange)
        placeRows();
}

} // namespace interleave::ui
