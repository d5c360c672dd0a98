#include "ui/race/value_axis.h"

#include "ui/models/series_reduction.h"
#include "ui/widgets/format.h"
#include "ui/widgets/palette.h"

#include <QFontMetrics>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace interleave::ui {

namespace {

constexpr int kIntervals = 4;

} // namespace

void ValueAxis::setHighest(double highest)
{
    const double end = axisEnd(highest, kIntervals);
    m_minimum = 0;
    m_maximum = end > 0 ? end : 1;
}

void ValueAxis::setRange(double lowest, double highest)
{
    const double step = tickStep(highest - lowest, kIntervals);
    m_minimum = std::floor(lowest / step) * step;
    m_maximum = std::ceil(highest / step) * step;
}

std::vector<double> ValueAxis::ticks() const
{
    std::vector<double> ticks;
    const double length = m_maximum - m_minimum;
    const double step = tickStep(length, kIntervals);
    for (int i = 0; step > 0 && i * step <= length * 1.0001; ++i)
        ticks.push_back(m_minimum + i * step);
    return ticks;
}

AxisScale ValueAxis::scale() const
{
    AxisScale scale{.maximum = m_maximum};
    for (const double tick : ticks())
        scale.ticks.push_back({tick, withoutZeros(m_format(tick))});
    return scale;
}

double ValueAxis::width(const QFontMetrics& metrics) const
{
    int widest = 0;
    for (const double tick : ticks())
        widest = std::max(widest, metrics.horizontalAdvance(withoutZeros(m_format(tick))));
    return widest + kPlotGap;
}

double ValueAxis::yOf(double value, const QRectF& plot) const
{
    return plot.bottom()
        - plot.height() * std::clamp((value - m_minimum) / (m_maximum - m_minimum), 0.0, 1.0);
}

void ValueAxis::paint(QPainter& painter, const QRectF& plot, const QPalette& palette) const
{
    const double text = painter.fontMetrics().height();
    for (const double tick : ticks()) {
        const double y = yOf(tick, plot);
        painter.setPen(gridColor(palette));
        painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y));
        painter.setPen(mutedTextColor(palette));
        painter.drawText(QRectF(0, y - text / 2, plot.left() - kPlotGap, text),
            Qt::AlignRight | Qt::AlignVCenter,
            withoutZeros(m_format(tick)));
    }
}

} // namespace interleave::ui
