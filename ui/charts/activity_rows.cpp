#include "ui/charts/activity_rows.h"

#include "ui/charts/activity_row.h"
#include "ui/widgets/chart_points.h"
#include "ui/widgets/format.h"

#include <QHelpEvent>
#include <QStringBuilder>
#include <QToolTip>

#include <algorithm>

namespace interleave::ui {

ActivityRows::ActivityRows(QWidget* parent)
    : QGraphicsView(parent)
{
    setAccessibleName(tr("What the run did over time"));
    setUpChartView(*this);
}

ActivityRows::~ActivityRows() = default;

void ActivityRows::start(const std::vector<Activity>& activities)
{
    m_rows.clear();
    scene()->clear();
    m_times.clear();
    for (std::size_t i = 0; i < activities.size(); ++i)
        m_rows.push_back(
            std::make_unique<ActivityRow>(*scene(), activities[i], i + 1 == activities.size()));
    dressRows();
    placeRows();
    updateGeometry();
}

void ActivityRows::setSeries(const UtilisationSeries& series, double seconds, bool ended)
{
    m_times = series.seconds;
    m_seconds = seconds;
    QStringList now;
    for (const auto& row : m_rows) {
        row->setTimeAxis(seconds);
        row->setSeries(series, ended);
        if (!row->values().empty())
            now << titleOf(row->activity()) % QLatin1Char(' ')
                    % formatActivity(row->activity(), static_cast<double>(row->values().back()));
    }
    setAccessibleDescription(now.join(QStringLiteral("; ")));
    drawRows();
}

std::size_t ActivityRows::samplesDrawn() const
{
    int most = 0;
    for (const auto& row : m_rows)
        most = std::max(most, row->pointCount());
    return samplesIn(most);
}

QString ActivityRows::describe(const QPointF& position) const
{
    for (const auto& row : m_rows) {
        if (!row->plot().contains(position))
            continue;
        const double share = (position.x() - row->plot().left()) / row->plot().width();
        const auto sample = std::ranges::lower_bound(m_times, share * m_seconds);
        const auto index = static_cast<std::size_t>(sample - m_times.begin());
        if (index >= row->values().size())
            return explanationOf(row->activity());
        return tr("%1, at %2: %3\n%4")
            .arg(titleOf(row->activity()),
                formatDuration(*sample * 1e9),
                formatActivity(row->activity(), static_cast<double>(row->values()[index])),
                explanationOf(row->activity()));
    }
    return {};
}

ChartMargins ActivityRows::margins() const
{
    int names = 0;
    for (const Activity activity : kAllActivities)
        names = std::max(names, fontMetrics().horizontalAdvance(titleOf(activity)));
    return {
        .nameWidth = names, .valueWidth = fontMetrics().horizontalAdvance(formatCount(10'000'000))};
}

// Names are whole, with what they are now below them.
QSize ActivityRows::minimumSizeHint() const
{
    return {QGraphicsView::minimumSizeHint().width(), leastHeight(*this, m_rows.size(), 2)};
}

void ActivityRows::placeRows()
{
    setSceneRect(0, 0, width(), height());
    const std::vector<ChartPlace> places = chartPlaces(*this, m_rows.size(), margins());
    for (std::size_t i = 0; i < m_rows.size(); ++i)
        m_rows[i]->place(places[i]);
}

void ActivityRows::drawRows()
{
    const int pixels = plotWidth(*this, margins());
    for (const auto& row : m_rows)
        row->draw(m_times, m_seconds, pixels);
}

void ActivityRows::dressRows()
{
    for (const auto& row : m_rows)
        row->dress(palette(), font());
}

void ActivityRows::resizeEvent(QResizeEvent* event)
{
    QGraphicsView::resizeEvent(event);
    placeRows();
    drawRows();
}

void ActivityRows::changeEvent(QEvent* event)
{
    QGraphicsView::changeEvent(event);
    if (event->type() != QEvent::PaletteChange && event->type() != QEvent::FontChange)
        return;
    dressRows();
    placeRows();
}

bool ActivityRows::viewportEvent(QEvent* event)
{
    if (event->type() != QEvent::ToolTip)
        return QGraphicsView::viewportEvent(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    QToolTip::showText(help->globalPos(), describe(help->pos()), this);
    return true;
}

} // namespace interleave::ui
