#include "ui/widgets/small_chart.h"

#include "ui/widgets/palette.h"
#include "ui/widgets/time_ticks.h"

#include <QFontMetricsF>
#include <QGraphicsScene>

#include <algorithm>

namespace interleave::ui {

namespace {

constexpr int kMostTimeIntervals = 6;
constexpr double kLabelGaps = 1.6; // of a label's width, from one to the next

} // namespace

SmallChart::SmallChart(QGraphicsScene& scene, const QString& name, bool lowest)
    : m_frame(scene)
    , m_label(new QGraphicsSimpleTextItem)
    , m_caption(new QGraphicsSimpleTextItem)
    , m_fill(new AreaFill)
    , m_lowest(lowest)
{
    scene.addItem(m_fill);
    scene.addItem(m_label);
    scene.addItem(m_caption);
    m_fill->setZValue(-0.5); // between the background and the lines
    m_label->setText(name);
}

void SmallChart::place(const ChartPlace& place)
{
    m_frame.showWords(m_lowest, place.showsValues);
    m_frame.place(place.plot);
    m_fill->setPlot(place.plot);
    m_place = place;
    setTimeAxis(m_seconds);
    placeTexts();
}

void SmallChart::placeTexts()
{
    const QRectF name = m_label->boundingRect();
    const QRectF caption = m_caption->text().isEmpty() ? QRectF() : m_caption->boundingRect();
    const double top = m_place.plot.center().y() - (name.height() + caption.height()) / 2;
    m_label->setPos(m_place.labelRight - name.width(), top);
    m_caption->setPos(m_place.labelRight - caption.width(), top + name.height());
}

void SmallChart::setName(const QString& name)
{
    m_label->setText(name);
    placeTexts();
}

void SmallChart::setCaption(const QString& caption)
{
    m_caption->setText(caption);
    placeTexts();
}

void SmallChart::setTimeAxis(double seconds)
{
    if (!(seconds > 0))
        return;
    AxisScale scale{.maximum = seconds};
    m_seconds = seconds;
    for (const TimeTick& tick : atLeastTwoTimeTicks(seconds, timeIntervals()))
        scale.ticks.push_back({tick.seconds, tick.label});
    m_frame.setX(scale);
    m_fill->setScale(seconds, m_frame.y().maximum);
}

// As many as have room for their labels.
int SmallChart::timeIntervals() const
{
    const double label = QFontMetricsF(m_label->font()).horizontalAdvance(QStringLiteral("888 ms"));
    const double room = m_place.plot.width() / (kLabelGaps * std::max(label, 1.0));
    return m_place.plot.isEmpty() ? kMostTimeIntervals
                                  : std::clamp(static_cast<int>(room), 1, kMostTimeIntervals);
}

void SmallChart::setValueAxis(double maximum, const std::vector<AxisTick>& ticks)
{
    m_frame.setY({.maximum = maximum, .ticks = ticks});
    m_fill->setScale(m_frame.x().maximum, maximum);
}

void SmallChart::dress(const QPalette& palette, const QFont& font)
{
    m_frame.dress(palette, font);
    m_label->setFont(font);
    m_caption->setFont(font);
    m_label->setBrush(palette.color(QPalette::WindowText));
    m_caption->setBrush(mutedTextColor(palette));
    placeTexts();
}

} // namespace interleave::ui
