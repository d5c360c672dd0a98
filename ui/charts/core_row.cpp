#include "ui/charts/core_row.h"

#include "ui/models/series_reduction.h"
#include "ui/widgets/format.h"
#include "ui/widgets/palette.h"
#include "ui/widgets/time_ticks.h"

#include <QCoreApplication>
#include <QFontMetrics>
#include <QGraphicsLayout>
#include <QGraphicsScene>

namespace interleave::ui {

namespace {

constexpr int kTimeIntervals = 6;
constexpr int kCoarser = 2; // than the finest reduction: the area's cost grows with the square

QList<QPointF> inPercent(const std::vector<QPointF>& points)
{
    QList<QPointF> scaled;
    scaled.reserve(static_cast<qsizetype>(points.size()) + 1);
    // The first sample speaks for the time since the start.
    if (!points.empty())
        scaled.append({0, points.front().y() * 100});
    for (const QPointF& point : points)
        scaled.append({point.x(), point.y() * 100});
    return scaled;
}

void makeQuiet(QCategoryAxis& axis)
{
    axis.setLabelsPosition(QCategoryAxis::AxisLabelsPositionOnValue);
    axis.setLineVisible(false);
    axis.setTruncateLabels(false);
}

} // namespace

CoreRow::CoreRow(QGraphicsScene& scene, std::int32_t core, bool lowest)
    : m_chart(new QChart)
    , m_label(new QGraphicsSimpleTextItem)
    , m_background(new QGraphicsRectItem)
    , m_run(new QLineSeries(m_chart))
    , m_runArea(new QAreaSeries(m_run))
    , m_machine(new QLineSeries(m_chart))
    , m_time(new QCategoryAxis(m_chart))
    , m_percent(new QCategoryAxis(m_chart))
{
    scene.addItem(m_background);
    scene.addItem(m_chart);
    scene.addItem(m_label);
    m_label->setText(QCoreApplication::translate("CoreRow", "core %1").arg(core));
    m_chart->legend()->hide();
    m_chart->setBackgroundVisible(false);
    m_chart->setMargins({});
    m_chart->layout()->setContentsMargins(0, 0, 0, 0);
    m_chart->addSeries(m_runArea);
    m_chart->addSeries(m_machine);
    makeQuiet(*m_time);
    makeQuiet(*m_percent);
    m_percent->setRange(0, 100);
    m_time->setLabelsVisible(lowest);
    // The 0 % of a row stands where the 100 % of the next one is.
    if (lowest)
        m_percent->append(formatPercent(0), 0);
    m_percent->append(formatPercent(1), 100);
    m_chart->addAxis(m_time, Qt::AlignBottom);
    m_chart->addAxis(m_percent, Qt::AlignLeft);
    for (QAbstractSeries* series :
        {static_cast<QAbstractSeries*>(m_runArea), static_cast<QAbstractSeries*>(m_machine)}) {
        series->attachAxis(m_time);
        series->attachAxis(m_percent);
    }
}

void CoreRow::place(const RowPlace& place)
{
    // The chart covers more than its plot, so that the axis' words have room. The plot comes first:
    // the new geometry lays the axis out, and it does so around the plot that is set then.
    m_chart->setPlotArea({200, 20, place.plot.width(), place.plot.height()});
    m_chart->setGeometry(place.plot.adjusted(-200, -20, 40, 40));
    m_background->setRect(place.plot);
    m_percent->setLabelsVisible(place.showsPercent);
    const QRectF text = m_label->boundingRect();
    m_label->setPos(place.labelRight - text.width(), place.plot.center().y() - text.height() / 2);
}

void CoreRow::setTimeAxis(double seconds)
{
    if (seconds == m_seconds)
        return;
    m_seconds = seconds;
    for (const QString& label : m_time->categoriesLabels())
        m_time->remove(label);
    m_time->setRange(0, seconds);
    for (const TimeTick& tick : timeTicks(seconds, kTimeIntervals))
        m_time->append(tick.label, tick.seconds);
}

void CoreRow::setPoints(
    const UtilisationSeries& series, std::size_t core, double seconds, int pixels)
{
    const int room = pixels / kCoarser;
    m_run->replace(inPercent(reducedToPixels(series.seconds, series.run[core], seconds, room)));
    m_machine->replace(
        inPercent(reducedToPixels(series.seconds, series.machine[core], seconds, room)));
}

void CoreRow::usePalette(const QPalette& palette)
{
    m_label->setBrush(palette.color(QPalette::WindowText));
    m_background->setBrush(palette.color(QPalette::Base));
    m_background->setPen(Qt::NoPen);
    m_runArea->setPen(Qt::NoPen);
    m_runArea->setBrush(brushOf(Meaning::Working, palette));
    QPen line(palette.color(QPalette::WindowText), 1);
    line.setCosmetic(true);
    m_machine->setPen(line);
    for (QCategoryAxis* axis : {m_time, m_percent}) {
        axis->setLabelsBrush(mutedTextColor(palette));
        axis->setGridLinePen(QPen(gridColor(palette)));
    }
}

} // namespace interleave::ui
