#include "ui/charts/activity_row.h"

#include "ui/widgets/chart_points.h"
#include "ui/widgets/palette.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace interleave::ui {

namespace {

constexpr int kIntervals = 2;
constexpr double kLeastMaximum = 1;
constexpr double kLeastBytes = 1024 * 1024;

struct ActivityRowText
{
    Q_DECLARE_TR_FUNCTIONS(ActivityRowText)
};

Meaning meaningOf(Activity activity)
{
    return activity == Activity::Waiting ? Meaning::Waiting : Meaning::Working;
}

std::vector<AxisTick> ticksOf(Activity activity, double maximum, bool lowest)
{
    std::vector<AxisTick> ticks;
    // The 0 of a chart stands where the highest number of the next one is.
    if (lowest)
        ticks.push_back({0, formatActivity(activity, 0, 1)});
    // Half of 1 or 5 has one digit more; half a worker is none.
    const bool whole = activity == Activity::Waiting || activity == Activity::Queue;
    const bool halved = !whole || std::fmod(maximum, kIntervals) == 0;
    if (halved)
        ticks.push_back({maximum / kIntervals, formatActivity(activity, maximum / kIntervals, 2)});
    ticks.push_back({maximum, formatActivity(activity, maximum, 1)});
    return ticks;
}

} // namespace

ActivityRow::ActivityRow(QGraphicsScene& scene, Activity activity, bool lowest)
    : m_activity(activity)
    , m_chart(scene, titleOf(activity), lowest)
    , m_line(new QLineSeries(m_chart.chart()))
    , m_lowest(lowest)
{
    m_chart.add(m_line);
    includeInAxis(activity == Activity::Memory ? kLeastBytes : kLeastMaximum);
}

void ActivityRow::place(const ChartPlace& place)
{
    m_plot = place.plot;
    m_chart.place(place);
}

void ActivityRow::includeInAxis(double value)
{
    const double needed = roundedUp(m_activity, value);
    if (needed <= m_maximum)
        return;
    m_maximum = needed;
    m_chart.setValueAxis(m_maximum, ticksOf(m_activity, m_maximum, m_lowest));
}

void ActivityRow::setSeries(const UtilisationSeries& series, bool ended)
{
    m_values = activityValues(series, m_activity);
    if (m_values.empty())
        return m_chart.setCaption({});
    const auto most = static_cast<double>(*std::ranges::max_element(m_values));
    includeInAxis(most);
    m_chart.setCaption(ended
            ? ActivityRowText::tr("at most %1").arg(formatActivity(m_activity, most))
            : formatActivity(m_activity, static_cast<double>(m_values.back())));
}

void ActivityRow::draw(const std::vector<double>& times, double seconds, int pixels)
{
    const QList<QPointF> points = chartPoints(times, m_values, seconds, pixels);
    m_line->replace(points);
    m_chart.fill()->setPoints(points);
}

void ActivityRow::dress(const QPalette& palette, const QFont& font)
{
    m_chart.dress(palette, font);
    const Meaning meaning = meaningOf(m_activity);
    QPen line(colorOf(meaning, palette), 1);
    line.setCosmetic(true);
    m_line->setPen(line);
    m_chart.fill()->setBrush(brushOf(meaning, palette));
}

} // namespace interleave::ui
