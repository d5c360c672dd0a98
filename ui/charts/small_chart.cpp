#include "ui/charts/small_chart.h"

#include "ui/widgets/palette.h"
#include "ui/widgets/time_ticks.h"

#include <QGraphicsLayout>
#include <QGraphicsScene>

namespace interleave::ui {

namespace {

constexpr int kTimeIntervals = 6;

void makeQuiet(QCategoryAxis& axis)
{
    axis.setLabelsPosition(QCategoryAxis::AxisLabelsPositionOnValue);
    axis.setLineVisible(false);
    axis.setTruncateLabels(false);
}

void removeTicks(QCategoryAxis& axis)
{
    for (const QString& label : axis.categoriesLabels())
        axis.remove(label);
}

} // namespace

SmallChart::SmallChart(QGraphicsScene& scene, const QString& name, bool lowest)
    : m_chart(new QChart)
    , m_label(new QGraphicsSimpleTextItem)
    , m_caption(new QGraphicsSimpleTextItem)
    , m_background(new QGraphicsRectItem)
    , m_fill(new AreaFill)
    , m_time(new QCategoryAxis(m_chart))
    , m_values(new QCategoryAxis(m_chart))
{
    scene.addItem(m_background);
    scene.addItem(m_fill);
    scene.addItem(m_chart);
    scene.addItem(m_label);
    scene.addItem(m_caption);
    m_label->setText(name);
    m_chart->legend()->hide();
    m_chart->setBackgroundVisible(false);
    m_chart->setMargins({});
    m_chart->layout()->setContentsMargins(0, 0, 0, 0);
    makeQuiet(*m_time);
    makeQuiet(*m_values);
    m_time->setLabelsVisible(lowest);
    m_chart->addAxis(m_time, Qt::AlignBottom);
    m_chart->addAxis(m_values, Qt::AlignLeft);
}

void SmallChart::add(QAbstractSeries* series)
{
    m_chart->addSeries(series);
    series->attachAxis(m_time);
    series->attachAxis(m_values);
}

void SmallChart::place(const ChartPlace& place)
{
    // The chart covers more than its plot, so that the axis' words have room. The plot comes first:
    // the new geometry lays the axis out, and it does so around the plot that is set then.
    m_chart->setPlotArea({200, 20, place.plot.width(), place.plot.height()});
    m_chart->setGeometry(place.plot.adjusted(-200, -20, 40, 40));
    m_background->setRect(place.plot);
    m_fill->setPlot(place.plot);
    m_values->setLabelsVisible(place.showsValues);
    m_place = place;
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

void SmallChart::setCaption(const QString& caption)
{
    m_caption->setText(caption);
    placeTexts();
}

void SmallChart::setTimeAxis(double seconds)
{
    if (seconds == m_seconds)
        return;
    m_seconds = seconds;
    removeTicks(*m_time);
    m_time->setRange(0, seconds);
    m_fill->setScale(seconds, m_values->max());
    for (const TimeTick& tick : timeTicks(seconds, kTimeIntervals))
        m_time->append(tick.label, tick.seconds);
}

void SmallChart::setValueAxis(double maximum, const std::vector<ValueTick>& ticks)
{
    removeTicks(*m_values);
    m_values->setRange(0, maximum);
    m_fill->setScale(m_seconds, maximum);
    for (const ValueTick& tick : ticks)
        m_values->append(tick.label, tick.value);
}

void SmallChart::usePalette(const QPalette& palette)
{
    m_label->setBrush(palette.color(QPalette::WindowText));
    m_caption->setBrush(mutedTextColor(palette));
    m_background->setBrush(palette.color(QPalette::Base));
    m_background->setPen(Qt::NoPen);
    for (QCategoryAxis* axis : {m_time, m_values}) {
        axis->setLabelsBrush(mutedTextColor(palette));
        axis->setGridLinePen(QPen(gridColor(palette)));
    }
}

} // namespace interleave::ui
