#include "ui/race/pool_size_plot.h"

#include "ui/widgets/format.h"

#include <QPainter>
#include <QStringList>

#include <algorithm>
#include <limits>

namespace interleave::ui {

namespace {

constexpr double kTrialSize = 6;
constexpr double kMedianSize = 9;
constexpr double kBeyond = 0.06; // of the axis, at both ends: dots there are whole
// In parts of what a pool size takes of the axis:
constexpr double kWhisker = 0.06; // half of its width
constexpr double kShiftOfDots = 0.15; // beside the medians, not under them

double middleOf(std::size_t place)
{
    return static_cast<double>(place) + 0.5;
}

// An upright line with a bar across each end.
QList<QPointF> intervalOf(const PoolSizePoint& point, double x)
{
    return {{x - kWhisker, point.low},
        {x + kWhisker, point.low},
        {x, point.low},
        {x, point.high},
        {x - kWhisker, point.high},
        {x + kWhisker, point.high}};
}

QVariant intervalCell(const PoolSizePoint& point, double end)
{
    return hasInterval(point) ? countedCell(end) : std::numeric_limits<double>::quiet_NaN();
}

bool isHollow(const PoolSizePoint& point, std::size_t trial)
{
    return trial < point.hollow.size() && point.hollow[trial];
}

double highestOf(const std::vector<PoolSizePoint>& points)
{
    double highest = 0;
    for (const PoolSizePoint& point : points) {
        highest = std::max({highest, point.median, point.high, point.ideal.value_or(0)});
        for (const double value : point.values)
            highest = std::max(highest, value);
    }
    return highest;
}

} // namespace

PoolSizePlot::PoolSizePlot(const QString& title, ValueAxis axis, Meaning dots, QWidget* parent)
    : Plot(parent)
    , m_axis(std::move(axis))
    , m_dots(dots)
    , m_trials(new QScatterSeries(chart().chart()))
    , m_hollow(new QScatterSeries(chart().chart()))
    , m_ideal(new QLineSeries(chart().chart()))
    , m_line(new QLineSeries(chart().chart()))
    , m_medians(new QScatterSeries(chart().chart()))
{
    setAccessibleName(title);
    chart().add(m_trials);
    chart().add(m_hollow);
    chart().add(m_ideal);
    chart().add(m_line);
    chart().add(m_medians);
    m_trials->setMarkerSize(kTrialSize);
    m_hollow->setMarkerSize(kTrialSize);
    m_medians->setMarkerSize(kMedianSize);
}

void PoolSizePlot::setPoints(std::vector<PoolSizePoint> points)
{
    m_points = std::move(points);
    m_axis.setHighest(highestOf(m_points));
    QStringList told;
    for (const PoolSizePoint& point : m_points)
        told << tell(point);
    setAccessibleDescription(told.join(QStringLiteral("; ")));
    m_told = told.join(QLatin1Char('\n'));
    AxisScale workers{.maximum = static_cast<double>(std::max<std::size_t>(m_points.size(), 1))};
    for (std::size_t place = 0; place < m_points.size(); ++place)
        workers.ticks.push_back({middleOf(place), formatCount(m_points[place].workers)});
    chart().setX(workers);
    AxisScale values = m_axis.scale();
    values.minimum = -kBeyond * values.maximum;
    values.maximum *= 1 + kBeyond;
    chart().setY(values);
    arrange();
}

QString PoolSizePlot::tell(const PoolSizePoint& point) const
{
    const QString workers
        = tr("%1 worker(s)", nullptr, pluralOf(point.workers)).arg(formatCount(point.workers));
    if (!hasInterval(point))
        return (point.values.size() > 1 ? tr("%1: median %2") : tr("%1: %2 in this one trial"))
            .arg(workers, m_axis.text(point.median));
    return tr("%1: median %2, 95 % interval %3 to %4")
        .arg(workers, m_axis.text(point.median), m_axis.text(point.low), m_axis.text(point.high));
}

QString PoolSizePlot::describe(const QPointF&) const
{
    return m_told;
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
            intervalCell(point, point.low / size),
            intervalCell(point, point.high / size)});
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
    return placeOf(0, value).y();
}

double PoolSizePlot::xOf(std::size_t place) const
{
    return placeOf(middleOf(place), 0).x();
}

void PoolSizePlot::makeIntervals()
{
    while (m_intervals.size() > m_points.size()) {
        chart().remove(m_intervals.back());
        m_intervals.pop_back();
    }
    while (m_intervals.size() < m_points.size()) {
        m_intervals.push_back(new QLineSeries(chart().chart()));
        chart().add(m_intervals.back());
    }
}

void PoolSizePlot::draw()
{
    makeIntervals();
    QList<QPointF> trials;
    QList<QPointF> hollow;
    QList<QPointF> ideal;
    QList<QPointF> medians;
    for (std::size_t place = 0; place < m_points.size(); ++place) {
        const PoolSizePoint& point = m_points[place];
        const double x = middleOf(place);
        medians.append({x, point.median});
        if (point.ideal)
            ideal.append({x, *point.ideal});
        for (std::size_t trial = 0; trial < point.values.size(); ++trial)
            (isHollow(point, trial) ? hollow : trials)
                .append({x + kShiftOfDots, point.values[trial]});
        m_intervals[place]->replace(hasInterval(point) ? intervalOf(point, x) : QList<QPointF>());
    }
    m_trials->replace(trials);
    m_hollow->replace(hollow);
    m_ideal->replace(ideal);
    m_line->replace(medians);
    m_medians->replace(medians);
    dressSeries();
}

void PoolSizePlot::dressSeries()
{
    QColor pale = colorOf(m_dots, palette());
    m_trials->setBorderColor(pale);
    m_hollow->setBorderColor(pale);
    m_hollow->setColor(Qt::transparent);
    pale.setAlphaF(0.35F);
    m_trials->setColor(pale);
    const QColor ink = palette().color(QPalette::WindowText);
    m_medians->setColor(ink);
    m_medians->setBorderColor(ink);
    m_line->setPen(QPen(ink, 1.5));
    m_ideal->setPen(QPen(mutedTextColor(palette()), 1.5, Qt::DashLine));
    for (QLineSeries* interval : m_intervals)
        interval->setPen(QPen(ink, 1.5));
}

void PoolSizePlot::paintWords(QPainter& painter) const
{
    const QRectF plot = area();
    const double text = fontMetrics().height();
    painter.setPen(mutedTextColor(palette()));
    const QRectF below(plot.left(), plot.bottom() + text + 2, plot.width(), text);
    const QRectF ideal = idealWordPlace();
    const QString workers = tr("workers");
    const bool room = ideal.isEmpty()
        || below.center().x() + fontMetrics().horizontalAdvance(workers) < ideal.left();
    const Qt::Alignment side = room ? Qt::AlignHCenter : Qt::AlignLeft;
    painter.drawText(below, static_cast<int>(side | Qt::AlignVCenter), workers);
    if (!ideal.isEmpty())
        painter.drawText(ideal, Qt::AlignRight | Qt::AlignVCenter, idealText());
}

QString PoolSizePlot::idealText() const
{
    return tr("- - %1", "a dashed line and what it is").arg(m_idealWord);
}

// Beside the axis' title: in the plot dots of trials may lie anywhere.
QRectF PoolSizePlot::idealWordPlace() const
{
    if (m_points.empty() || !m_points.back().ideal)
        return {};
    const QRectF plot = area();
    const double text = fontMetrics().height();
    const double wide = fontMetrics().horizontalAdvance(idealText()) + 2;
    return {plot.right() - wide, plot.bottom() + text + 2, wide, text};
}

} // namespace interleave::ui
