#include "ui/race/pool_size_plot.h"

#include "ui/widgets/format.h"

#include <QPainter>
#include <QStringList>

#include <algorithm>
#include <limits>

namespace interleave::ui {

namespace {

constexpr double kDotRadius = 3;
constexpr double kMedianRadius = 4.5;
constexpr double kWhisker = 5; // half of its width
constexpr double kShiftOfDots = 12; // beside the medians, not under them

double highestOf(const std::vector<PoolSizePoint>& points)
{
    double highest = 0;
    for (const PoolSizePoint& point : points) {
        highest = std::max({highest, point.median, point.high});
        for (const double value : point.values)
            highest = std::max(highest, value);
    }
    return highest;
}

} // namespace

PoolSizePlot::PoolSizePlot(const QString& title, ValueAxis axis, Meaning dots, QWidget* parent)
    : QWidget(parent)
    , m_axis(std::move(axis))
    , m_dots(dots)
{
    setAccessibleName(title);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
}

void PoolSizePlot::setPoints(std::vector<PoolSizePoint> points)
{
    m_points = std::move(points);
    m_axis.setHighest(highestOf(m_points));
    QStringList told;
    for (const PoolSizePoint& point : m_points)
        told << tr("%1 workers: median %2, 95 % interval %3 to %4")
                    .arg(formatCount(point.workers),
                        m_axis.text(point.median),
                        m_axis.text(point.low),
                        m_axis.text(point.high));
    setAccessibleDescription(told.join(QStringLiteral("; ")));
    setToolTip(told.join(QLatin1Char('\n')));
    update();
}

NumberTable PoolSizePlot::numbers(const QString& unit, double size) const
{
    std::size_t trials = 0;
    for (const PoolSizePoint& point : m_points)
        trials = std::max(trials, point.values.size());
    NumberTable table{.titles = {tr("workers"),
                          tr("median (%1)").arg(unit),
                          tr("95 % from (%1)").arg(unit),
                          tr("95 % to (%1)").arg(unit)}};
    for (std::size_t trial = 0; trial < trials; ++trial)
        table.titles << tr("trial %1 (%2)").arg(QString::number(trial + 1), unit);
    for (const PoolSizePoint& point : m_points) {
        QVariantList& row = table.rows.emplace_back(QVariantList{qulonglong{point.workers},
            countedCell(point.median / size),
            countedCell(point.low / size),
            countedCell(point.high / size)});
        for (const double value : point.values)
            row << countedCell(value / size);
        while (row.size() < table.titles.size())
            row << std::numeric_limits<double>::quiet_NaN(); // this one was not reached
    }
    return table;
}

QRectF PoolSizePlot::area() const
{
    const double text = fontMetrics().height();
    return QRectF(rect()).adjusted(
        m_axis.width(fontMetrics()), text / 2, -kPlotGap, -2 * text - kPlotGap);
}

double PoolSizePlot::yOf(double value) const
{
    return m_axis.yOf(value, area());
}

double PoolSizePlot::xOf(std::size_t place) const
{
    const QRectF plot = area();
    return plot.left()
        + plot.width() * (static_cast<double>(place) + 0.5)
        / static_cast<double>(std::max<std::size_t>(m_points.size(), 1));
}

void PoolSizePlot::paintWorkers(QPainter& painter) const
{
    const QRectF plot = area();
    const double text = fontMetrics().height();
    painter.setPen(mutedTextColor(palette()));
    // What does not fit beside the number before it is left to the tip.
    double taken = -1;
    for (std::size_t place = 0; place < m_points.size(); ++place) {
        const QString number = formatCount(m_points[place].workers);
        const double half = fontMetrics().horizontalAdvance(number) / 2.0;
        if (xOf(place) - half < taken)
            continue;
        taken = xOf(place) + half + kPlotGap;
        painter.drawText(
            QPointF(xOf(place) - half, plot.bottom() + fontMetrics().ascent() + 2), number);
    }
    painter.drawText(QRectF(plot.left(), plot.bottom() + text + 2, plot.width(), text),
        Qt::AlignCenter,
        tr("workers"));
}

void PoolSizePlot::paintTrials(QPainter& painter) const
{
    QColor fill = colorOf(m_dots, palette());
    painter.setPen(QPen(fill, 1));
    fill.setAlphaF(0.35F);
    painter.setBrush(fill);
    for (std::size_t place = 0; place < m_points.size(); ++place) {
        for (const double value : m_points[place].values)
            painter.drawEllipse(
                QPointF(xOf(place) + kShiftOfDots, yOf(value)), kDotRadius, kDotRadius);
    }
}

void PoolSizePlot::paintMedians(QPainter& painter) const
{
    const QColor color = palette().color(QPalette::WindowText);
    painter.setPen(QPen(color, 1.5));
    painter.setBrush(color);
    QPolygonF line;
    for (std::size_t place = 0; place < m_points.size(); ++place) {
        const double x = xOf(place);
        line << QPointF(x, yOf(m_points[place].median));
        const QPointF low(x, yOf(m_points[place].low));
        const QPointF high(x, yOf(m_points[place].high));
        painter.drawLine(low, high);
        for (const QPointF& end : {low, high})
            painter.drawLine(end - QPointF(kWhisker, 0), end + QPointF(kWhisker, 0));
    }
    painter.drawPolyline(line);
    for (const QPointF& point : line)
        painter.drawEllipse(point, kMedianRadius, kMedianRadius);
}

void PoolSizePlot::paintEvent(QPaintEvent*)
{
    if (m_points.empty())
        return;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    m_axis.paint(painter, area(), palette());
    paintWorkers(painter);
    paintTrials(painter);
    paintMedians(painter);
}

} // namespace interleave::ui
