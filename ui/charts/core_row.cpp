#include "ui/charts/core_row.h"

#include "ui/widgets/chart_points.h"
#include "ui/widgets/format.h"
#include "ui/widgets/palette.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace interleave::ui {

CoreRow::CoreRow(QGraphicsScene& scene, std::int32_t core, bool lowest)
    : m_chart(scene, QCoreApplication::translate("CoreRow", "core %1").arg(core), lowest)
    , m_machine(new QLineSeries(m_chart.chart()))
{
    m_chart.add(m_machine);
    std::vector<AxisTick> ticks;
    // The 0 % of a row stands where the 100 % of the next one is.
    if (lowest)
        ticks.push_back({0, formatPercent(0)});
    ticks.push_back({1, formatPercent(1)});
    m_chart.setValueAxis(1, ticks);
}

void CoreRow::setPoints(
    const UtilisationSeries& series, std::size_t core, double seconds, int pixels)
{
    m_chart.fill()->setPoints(chartPoints(series.seconds, series.run[core], seconds, pixels));
    const auto& machine = series.machine[core];
    const bool known = std::ranges::none_of(machine, [](float share) { return std::isnan(share); });
    m_machine->replace(
        known ? chartPoints(series.seconds, machine, seconds, pixels) : QList<QPointF>());
}

void CoreRow::dress(const QPalette& palette, const QFont& font)
{
    m_chart.dress(palette, font);
    m_chart.fill()->setBrush(brushOf(Meaning::Working, palette));
    QPen line(palette.color(QPalette::WindowText), 1);
    line.setCosmetic(true);
    m_machine->setPen(line);
}

} // namespace interleave::ui
