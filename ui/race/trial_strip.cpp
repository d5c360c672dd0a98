#include "ui/race/trial_strip.h"

#include "ui/models/series_reduction.h"
#include "ui/widgets/format.h"
#include "ui/widgets/palette.h"

#include <QPainter>

#include <algorithm>

namespace interleave::ui {

namespace {

constexpr double kDotRadius = 5;
constexpr std::size_t kLanes = 4; // dots that would cover each other stand on different lanes
constexpr int kTicks = 4;
constexpr int kTickWidth = 110; // a number of seven digits and a gap

} // namespace

double lossAxisMaximum(std::span<const std::uint64_t> lost)
{
    const auto most = std::max_element(lost.begin(), lost.end());
    const double highest = most == lost.end() ? 0 : static_cast<double>(*most);
    const double step = tickStep(highest, kTicks);
    double maximum = std::max(step, 1.0);
    while (maximum < highest)
        maximum += step;
    return maximum;
}

TrialStrip::TrialStrip(QWidget* parent)
    : QWidget(parent)
{
    setAccessibleName(tr("Lost updates of each trial"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void TrialStrip::setLost(std::vector<std::uint64_t> lost, double median)
{
    m_lost = std::move(lost);
    m_median = median;
    setAccessibleDescription(
        tr("%1 trials, median %2 lost").arg(formatCount(m_lost.size()), formatNumber(m_median)));
    update();
}

QRectF TrialStrip::plot() const
{
    const int text = fontMetrics().height();
    return QRectF(rect()).adjusted(kLossAxisMargin, text + 2, -kLossAxisMargin, -text - 4);
}

void TrialStrip::setAxisAtLeast(double maximum)
{
    m_leastMaximum = maximum;
    update();
}

double TrialStrip::axisMaximum() const
{
    return std::max(m_leastMaximum, lossAxisMaximum(m_lost));
}

double TrialStrip::xOf(double lost) const
{
    return plot().left() + plot().width() * lost / axisMaximum();
}

QPointF TrialStrip::dotOf(std::size_t trial) const
{
    const double lane = (static_cast<double>(trial % kLanes) + 0.5) / static_cast<double>(kLanes);
    return {xOf(static_cast<double>(m_lost[trial])), plot().top() + plot().height() * lane};
}

QSize TrialStrip::sizeHint() const
{
    return {320, 2 * fontMetrics().height() + 6 + static_cast<int>(kLanes * 2 * kDotRadius)};
}

QSize TrialStrip::minimumSizeHint() const
{
    return {160, sizeHint().height()};
}

void TrialStrip::paintAxis(QPainter& painter) const
{
    const QRectF area = plot();
    const double maximum = axisMaximum();
    const int ticks = std::clamp(width() / kTickWidth, 1, kTicks);
    const double step = std::max(tickStep(maximum, ticks), 1.0);
    for (int i = 0; i * step <= maximum * 1.0001; ++i) {
        const double x = xOf(i * step);
        painter.setPen(gridColor(palette()));
        painter.drawLine(QPointF(x, area.top()), QPointF(x, area.bottom()));
        painter.setPen(mutedTextColor(palette()));
        const QString number = formatNumber(i * step);
        const double wide = fontMetrics().horizontalAdvance(number);
        const double left = std::clamp(x - wide / 2, 0.0, std::max(0.0, width() - wide));
        painter.drawText(QPointF(left, area.bottom() + 2 + fontMetrics().ascent()), number);
    }
}

void TrialStrip::paintEvent(QPaintEvent*)
{
    if (m_lost.empty())
        return;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    paintAxis(painter);
    const QRectF area = plot();
    painter.setPen(QPen(palette().color(QPalette::WindowText), 2));
    const double x = xOf(m_median);
    painter.drawLine(QPointF(x, area.top()), QPointF(x, area.bottom()));
    const QString word = tr("median %1").arg(formatNumber(m_median));
    const double wordWidth = fontMetrics().horizontalAdvance(word);
    const double left = std::clamp(x - wordWidth / 2, 0.0, std::max(0.0, width() - wordWidth));
    painter.drawText(QPointF(left, fontMetrics().ascent()), word);
    painter.setPen(penOf(Meaning::Lost, palette(), 2));
    QColor fill = colorOf(Meaning::Lost, palette());
    fill.setAlphaF(0.35F);
    painter.setBrush(fill);
    for (std::size_t trial = 0; trial < m_lost.size(); ++trial)
        painter.drawEllipse(dotOf(trial), kDotRadius, kDotRadius);
}

} // namespace interleave::ui
