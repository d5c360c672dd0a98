#include "ui/race/trial_strip.h"

#include "core/model/other_load.h"
#include "ui/models/series_reduction.h"
#include "ui/widgets/format.h"
#include "ui/widgets/palette.h"

#include <QPainter>
#include <QStringBuilder>

#include <algorithm>

namespace interleave::ui {

namespace {

constexpr double kDotSize = 10;
constexpr std::size_t kLanes = 4; // dots that would cover each other stand on different lanes
constexpr double kBeyondLanes = 0.3; // so that dots of the first and the last are whole
constexpr int kTicks = 4;

} // namespace

double lossAxisMaximum(std::span<const std::uint64_t> lost)
{
    const auto most = std::max_element(lost.begin(), lost.end());
    const double highest = most == lost.end() ? 0 : static_cast<double>(*most);
    return std::max(axisEnd(highest, kTicks), 1.0);
}

double lossAxisMargin(const QFontMetrics& metrics, double maximum)
{
    return metrics.horizontalAdvance(formatValue(maximum)) / 2.0 + 2;
}

TrialStrip::TrialStrip(QWidget* parent)
    : Plot(parent)
    , m_full(new QScatterSeries(chart().chart()))
    , m_hollow(new QScatterSeries(chart().chart()))
    , m_line(new QLineSeries(chart().chart()))
{
    setAccessibleName(tr("Lost updates of each trial"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    chart().add(m_line);
    for (QScatterSeries* dots : {m_full, m_hollow}) {
        chart().add(dots);
        dots->setMarkerSize(kDotSize);
    }
    chart().setY({.minimum = -kBeyondLanes, .maximum = static_cast<double>(kLanes) + kBeyondLanes});
}

std::vector<TrialDot> dotsOf(const std::vector<const TrialResult*>& trials)
{
    std::vector<TrialDot> dots;
    for (const TrialResult* trial : trials)
        dots.push_back({.lost = trial->race.lost, .hollow = wasDisturbed(*trial)});
    return dots;
}

void TrialStrip::setDots(std::vector<TrialDot> dots, double median)
{
    m_dots = std::move(dots);
    m_median = median;
    setAccessibleDescription(tr("%1 trial(s), median %2 lost", nullptr, pluralOf(m_dots.size()))
                                 .arg(formatCount(m_dots.size()), formatValue(m_median)));
    updateGeometry();
    setAxis();
}

void TrialStrip::setAxisAtLeast(double maximum)
{
    m_leastMaximum = maximum;
    setAxis();
}

double TrialStrip::axisMaximum() const
{
    std::vector<std::uint64_t> lost;
    for (const TrialDot& dot : m_dots)
        lost.push_back(dot.lost);
    return std::max(m_leastMaximum, lossAxisMaximum(lost));
}

void TrialStrip::setAxis()
{
    const double end = axisMaximum();
    AxisScale scale{.minimum = -kBeyondLossAxis * end, .maximum = (1 + kBeyondLossAxis) * end};
    const double step = std::max(tickStep(end, ticksWithRoom()), 1.0);
    for (int i = 0; i * step <= end * 1.0001; ++i)
        scale.ticks.push_back({i * step, formatValue(i * step)});
    chart().setX(scale);
    arrange();
}

// So many that their numbers do not touch.
int TrialStrip::ticksWithRoom() const
{
    const QString widest = formatValue(axisMaximum()) % QStringLiteral("  ");
    const int wide = std::max(fontMetrics().horizontalAdvance(widest), 1);
    return std::clamp(static_cast<int>(area().width()) / wide, 1, kTicks);
}

void TrialStrip::resizeEvent(QResizeEvent* event)
{
    setAxis();
    Plot::resizeEvent(event);
}

QRectF TrialStrip::area() const
{
    const int text = fontMetrics().height();
    const double margin = lossAxisMargin(fontMetrics(), axisMaximum());
    const int below = (hasHollow() ? 2 : 1) * text + 6;
    return QRectF(rect()).adjusted(margin, text + 2, -margin, -below);
}

// Its lane is no number of its own.
QPointF TrialStrip::valueOf(std::size_t trial) const
{
    return {static_cast<double>(m_dots[trial].lost), static_cast<double>(trial % kLanes) + 0.5};
}

QPointF TrialStrip::dotOf(std::size_t trial) const
{
    const QPointF value = valueOf(trial);
    return placeOf(value.x(), value.y());
}

QSize TrialStrip::sizeHint() const
{
    const int lines = hasHollow() ? 3 : 2;
    return {320, lines * fontMetrics().height() + 8 + static_cast<int>(kLanes * kDotSize)};
}

QSize TrialStrip::minimumSizeHint() const
{
    const int key = hasHollow() ? fontMetrics().horizontalAdvance(hollowKey()) : 0;
    return {std::max(160, key), sizeHint().height()};
}

void TrialStrip::draw()
{
    QList<QPointF> full;
    QList<QPointF> hollow;
    for (std::size_t trial = 0; trial < m_dots.size(); ++trial)
        (m_dots[trial].hollow ? hollow : full).append(valueOf(trial));
    m_full->replace(full);
    m_hollow->replace(hollow);
    m_line->replace({{m_median, chart().y().minimum}, {m_median, chart().y().maximum}});
    m_line->setPen(QPen(palette().color(QPalette::WindowText), 2));
    QColor pale = colorOf(Meaning::Lost, palette());
    m_full->setBorderColor(pale);
    m_hollow->setBorderColor(pale);
    m_hollow->setColor(Qt::transparent);
    pale.setAlphaF(0.35F);
    m_full->setColor(pale);
}

// Above the line, and inside of the widget.
void TrialStrip::paintWords(QPainter& painter) const
{
    if (m_dots.empty())
        return;
    const QString word = tr("median %1").arg(formatValue(m_median));
    const double wide = fontMetrics().horizontalAdvance(word);
    const double middle = placeOf(m_median, 0).x();
    const double left = std::clamp(middle - wide / 2, 0.0, std::max(0.0, width() - wide));
    painter.setPen(palette().color(QPalette::WindowText));
    painter.drawText(QPointF(left, fontMetrics().ascent()), word);
    if (hasHollow()) // below the axis, where nothing else stands
        painter.drawText(QPointF(0, height() - fontMetrics().descent()), hollowKey());
}

QString TrialStrip::hollowKey()
{
    return tr("hollow: others took much of the cores");
}

bool TrialStrip::hasHollow() const
{
    return std::ranges::any_of(m_dots, &TrialDot::hollow);
}

} // namespace interleave::ui
