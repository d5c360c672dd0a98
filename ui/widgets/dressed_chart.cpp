#include "ui/widgets/dressed_chart.h"

#include "ui/widgets/chart_grid.h"
#include "ui/widgets/palette.h"

#include <QFontMetricsF>
#include <QGraphicsLayout>
#include <QGraphicsScene>

namespace interleave::ui {

namespace {

// Around the plot, in heights of the text: what the words at its axes may take.
constexpr double kRoomForWords = 16;

void makeQuiet(QCategoryAxis& axis)
{
    axis.setLabelsPosition(QCategoryAxis::AxisLabelsPositionOnValue);
    axis.setLineVisible(false);
    axis.setGridLineVisible(false);
    axis.setTruncateLabels(false);
}

} // namespace

DressedChart::DressedChart(QGraphicsScene& scene)
    : m_background(new QGraphicsRectItem)
    , m_grid(new ChartGrid)
    , m_chart(new QChart)
    , m_xAxis(new QCategoryAxis(m_chart))
    , m_yAxis(new QCategoryAxis(m_chart))
{
    scene.addItem(m_background);
    scene.addItem(m_grid);
    scene.addItem(m_chart);
    m_background->setPen(Qt::NoPen);
    m_background->setZValue(-1);
    m_grid->setZValue(-0.25); // over what is filled, below the lines
    m_chart->legend()->hide();
    m_chart->setBackgroundVisible(false);
    m_chart->setMargins({});
    m_chart->layout()->setContentsMargins(0, 0, 0, 0);
    makeQuiet(*m_xAxis);
    makeQuiet(*m_yAxis);
    m_chart->addAxis(m_xAxis, Qt::AlignBottom);
    m_chart->addAxis(m_yAxis, Qt::AlignLeft);
}

void DressedChart::add(QAbstractSeries* series)
{
    m_chart->addSeries(series);
    series->attachAxis(m_xAxis);
    series->attachAxis(m_yAxis);
    // A series that comes sets the range to its values.
    m_xAxis->setRange(m_x.minimum, m_x.maximum);
    m_yAxis->setRange(m_y.minimum, m_y.maximum);
}

void DressedChart::remove(QAbstractSeries* series)
{
    m_chart->removeSeries(series);
    delete series;
}

void DressedChart::setX(const AxisScale& scale)
{
    setScale(*m_xAxis, m_x, scale);
    placeGrid();
}

void DressedChart::setY(const AxisScale& scale)
{
    setScale(*m_yAxis, m_y, scale);
    placeGrid();
}

void DressedChart::placeGrid()
{
    if (m_plot.isEmpty())
        return;
    QList<double> upright{m_plot.left()};
    QList<double> level{m_plot.bottom()};
    for (const AxisTick& tick : m_x.ticks)
        upright.append(placeOf({tick.value, m_y.minimum}, m_plot).x());
    for (const AxisTick& tick : m_y.ticks)
        level.append(placeOf({m_x.minimum, tick.value}, m_plot).y());
    m_grid->setLines(m_plot, upright, level);
}

void DressedChart::setScale(QCategoryAxis& axis, AxisScale& now, const AxisScale& scale)
{
    if (scale == now)
        return;
    now = scale;
    for (const QString& label : axis.categoriesLabels())
        axis.remove(label);
    axis.setStartValue(scale.minimum); // without labels it is taken
    axis.setRange(scale.minimum, scale.maximum);
    for (const AxisTick& tick : scale.ticks)
        axis.append(tick.label, tick.value);
}

void DressedChart::showWords(bool atX, bool atY)
{
    m_xAxis->setLabelsVisible(atX);
    m_yAxis->setLabelsVisible(atY);
}

void DressedChart::place(const QRectF& plot)
{
    // The chart covers more than its plot, so that the axes' words have room. The plot comes first:
    // the new geometry lays the axes out, and it does so around the plot that is set then.
    const double around = kRoomForWords * QFontMetricsF(m_xAxis->labelsFont()).height();
    m_chart->setPlotArea({around, around, plot.width(), plot.height()});
    m_chart->setGeometry(plot.adjusted(-around, -around, around, around));
    m_background->setRect(plot);
    m_plot = plot;
    placeGrid();
}

QPointF DressedChart::placeOf(const QPointF& value, const QRectF& plot) const
{
    const auto share = [](double at, const AxisScale& scale) {
        return (at - scale.minimum) / (scale.maximum - scale.minimum);
    };
    return {plot.left() + share(value.x(), m_x) * plot.width(),
        plot.bottom() - share(value.y(), m_y) * plot.height()};
}

void DressedChart::dress(const QPalette& palette, const QFont& font)
{
    m_background->setBrush(palette.color(QPalette::Base));
    m_grid->setColor(gridColor(palette));
    for (QCategoryAxis* axis : {m_xAxis, m_yAxis}) {
        axis->setLabelsFont(font);
        axis->setLabelsBrush(mutedTextColor(palette));
    }
}

} // namespace interleave::ui
