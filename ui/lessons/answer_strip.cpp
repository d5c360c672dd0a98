#include "ui/lessons/answer_strip.h"

#include "ui/lessons/answer_text.h"
#include "ui/models/series_reduction.h"
#include "ui/widgets/format.h"
#include "ui/widgets/palette.h"

#include <QPainter>

#include <algorithm>

namespace interleave::ui {

namespace {

constexpr double kDotSize = 10;
constexpr std::size_t kLanes = 4; // dots that would cover each other stand on different lanes
constexpr double kBeyond = 0.04; // of the axis at both ends: dots there are whole
constexpr double kBeyondLanes = 0.3; // so that dots of the first and the last are whole
constexpr int kTicks = 3;

} // namespace

AnswerStrip::AnswerStrip(QWidget* parent)
    : Plot(parent)
    , m_trials(new QScatterSeries(chart().chart()))
    , m_from(new QLineSeries(chart().chart()))
    , m_to(new QLineSeries(chart().chart()))
{
    setAccessibleName(tr("Your prediction over what the trials gave"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    chart().add(m_from);
    chart().add(m_to);
    chart().add(m_trials);
    m_trials->setMarkerSize(kDotSize);
    chart().setY({.minimum = -kBeyondLanes, .maximum = static_cast<double>(kLanes) + kBeyondLanes});
}

void AnswerStrip::setAnswer(const NumberRange& predicted, const Measured& measured)
{
    m_predicted = predicted;
    m_measured = measured;
    setAccessibleDescription(tr("Predicted %1 to %2, measured %3")
                                 .arg(quantityText(predicted.from, measured.unit),
                                     quantityText(predicted.to, measured.unit),
                                     measuredText(measured)));
    setAxis();
}

void AnswerStrip::setAxis()
{
    const double highest = std::max(m_predicted.to, m_measured.highest);
    double end = axisEnd(highest, kTicks);
    if (end <= 0)
        end = 1;
    const double lowest = std::min({0.0, m_predicted.from, m_measured.lowest});
    AxisScale scale{.minimum = lowest - kBeyond * end, .maximum = (1 + kBeyond) * end};
    const double step = tickStep(end, ticksWithRoom(end));
    for (int i = 0; step > 0 && i * step <= end * 1.0001; ++i)
        scale.ticks.push_back({i * step, withoutZeros(briefQuantity(i * step, m_measured.unit))});
    chart().setX(scale);
    arrange();
}

// So many that their numbers do not touch.
int AnswerStrip::ticksWithRoom(double end) const
{
    const QString widest = briefQuantity(end, m_measured.unit) + QStringLiteral("   ");
    const int wide = std::max(fontMetrics().horizontalAdvance(widest), 1);
    return std::clamp(width() / wide - 1, 1, kTicks);
}

QPointF AnswerStrip::valueOf(std::size_t trial) const
{
    return {m_measured.each[trial], static_cast<double>(trial % kLanes) + 0.5};
}

QPointF AnswerStrip::dotOf(std::size_t trial) const
{
    const QPointF value = valueOf(trial);
    return placeOf(value.x(), value.y());
}

NumberRange AnswerStrip::predictedAt() const
{
    return {placeOf(m_predicted.from, 0).x(), placeOf(m_predicted.to, 0).x()};
}

QRectF AnswerStrip::area() const
{
    const int text = fontMetrics().height();
    const auto& ticks = chart().x().ticks;
    const int last = ticks.empty() ? 0 : fontMetrics().horizontalAdvance(ticks.back().label);
    const int margin = std::max(text, last / 2 + 2);
    return QRectF(rect()).adjusted(margin, text + 2, -margin, -text - 6);
}

QSize AnswerStrip::sizeHint() const
{
    return {fontMetrics().averageCharWidth() * 40,
        2 * fontMetrics().height() + 8 + static_cast<int>(kLanes * kDotSize)};
}

QSize AnswerStrip::minimumSizeHint() const
{
    return {fontMetrics().averageCharWidth() * 24, sizeHint().height()};
}

void AnswerStrip::draw()
{
    QList<QPointF> dots;
    for (std::size_t trial = 0; trial < m_measured.each.size(); ++trial)
        dots.append(valueOf(trial));
    m_trials->replace(dots);
    const AxisScale& y = chart().y();
    m_from->replace({{m_predicted.from, y.minimum}, {m_predicted.from, y.maximum}});
    m_to->replace({{m_predicted.to, y.minimum}, {m_predicted.to, y.maximum}});
    const QPen pen(colorOf(Meaning::RunB, palette()), 2, Qt::DashLine);
    m_from->setPen(pen);
    m_to->setPen(pen);
    QColor color = colorOf(Meaning::Working, palette());
    m_trials->setBorderColor(color);
    color.setAlphaF(0.5F);
    m_trials->setColor(color);
}

void AnswerStrip::paintWords(QPainter& painter) const
{
    const QString word = tr("your prediction");
    const double wide = fontMetrics().horizontalAdvance(word);
    const NumberRange at = predictedAt();
    const double left
        = std::clamp((at.from + at.to) / 2 - wide / 2, 0.0, std::max(0.0, width() - wide));
    painter.setPen(palette().color(QPalette::WindowText));
    painter.drawText(QPointF(left, fontMetrics().ascent()), word);
}

void AnswerStrip::resizeEvent(QResizeEvent* event)
{
    setAxis();
    Plot::resizeEvent(event);
}

} // namespace interleave::ui
