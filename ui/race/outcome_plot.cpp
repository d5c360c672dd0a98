#include "ui/race/outcome_plot.h"

#include "ui/models/core_sentence.h"
#include "ui/models/series_reduction.h"
#include "ui/models/value_text.h"
#include "ui/widgets/centred_text.h"
#include "ui/widgets/format.h"
#include "ui/widgets/palette.h"

#include <QPainter>
#include <QStringList>

#include <algorithm>
#include <cmath>
#include <limits>

namespace interleave::ui {

namespace {

constexpr int kSteps = 4;
constexpr double kBarShare = 0.7;
constexpr double kWidestBar = 64;
constexpr double kLowestBar = 3; // of what is more than nothing
constexpr std::size_t kMostToldValues = 16;
constexpr double kFlat = 0.1; // of an axis from 0: a line that is lower looks like none

struct Extremes
{
    double lowest = 0;
    double highest = 0;
};

Extremes extremesOf(const OutcomeChart& chart)
{
    Extremes found{
        chart.wanted.value_or(std::numeric_limits<double>::max()), chart.wanted.value_or(0)};
    for (const double value : chart.values) {
        if (!std::isfinite(value))
            continue;
        found.lowest = std::min(found.lowest, value);
        found.highest = std::max(found.highest, value);
    }
    return found;
}

QString titleWithUnit(const QString& title, const std::string& unit)
{
    return unit.empty() ? title : OutcomePlot::tr("%1 (%2)").arg(title, unitText(unit));
}

QString withUnit(double value, const std::string& unit)
{
    const QString number = formatValue(value);
    return unit.empty() ? number : number % QLatin1Char(' ') % unitText(unit, value);
}

} // namespace

OutcomePlot::OutcomePlot(QWidget* parent)
    : QWidget(parent)
    , m_axis([this](double value) { return withUnit(value, m_chart.unit); })
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
}

void OutcomePlot::setChart(const OutcomeChart& chart)
{
    m_chart = chart;
    m_labels.clear();
    for (const std::string& label : chart.labels)
        m_labels << coreSentence(label);
    m_xTitle = coreSentence(chart.xTitle);
    fitAxis();
    m_longestX = 1;
    for (const double x : m_chart.x)
        m_longestX = std::max(m_longestX, x);
    if (!m_chart.x.empty() && *std::ranges::max_element(m_chart.x) > 0)
        m_longestX = *std::ranges::max_element(m_chart.x);
    describe();
    update();
}

void OutcomePlot::fitAxis()
{
    const auto [lowest, highest] = extremesOf(m_chart);
    const double differ = highest - lowest;
    if (isLine() && differ > 0 && differ < kFlat * highest)
        m_axis.setRange(lowest, highest);
    else
        m_axis.setHighest(highest);
}

void OutcomePlot::describe()
{
    setAccessibleName(coreWord(m_chart.title));
    QStringList parts;
    const std::size_t all = m_chart.values.size();
    for (std::size_t i = 0; i < std::min(kMostToldValues, all); ++i) {
        const bool isPoint = isLine() && i < m_chart.x.size();
        const QString label = isPoint ? formatValue(m_chart.x[i]) : labelOf(i);
        parts << QString(label % QLatin1Char(' ') % withUnit(m_chart.values[i], m_chart.unit));
    }
    if (all > kMostToldValues)
        parts << tr("and %1 more, in the table").arg(formatCount(all - kMostToldValues));
    if (m_chart.wanted)
        parts << tr("wanted %1").arg(withUnit(*m_chart.wanted, m_chart.unit));
    setAccessibleDescription(parts.join(QStringLiteral("; ")));
}

NumberTable OutcomePlot::numbers() const
{
    const bool named = !m_chart.labels.empty();
    NumberTable table;
    table.titles << (m_xTitle.isEmpty() ? tr("bar") : m_xTitle)
                 << titleWithUnit(tr("value"), m_chart.unit);
    if (m_chart.wanted)
        table.titles << titleWithUnit(tr("wanted"), m_chart.unit);
    for (std::size_t i = 0; i < m_chart.values.size(); ++i) {
        QVariantList& row = table.rows.emplace_back();
        if (named)
            row << labelOf(i);
        else
            row << countedCell(i < m_chart.x.size() ? m_chart.x[i] : static_cast<double>(i + 1));
        row << countedCell(m_chart.values[i]);
        if (m_chart.wanted)
            row << countedCell(*m_chart.wanted);
    }
    return table;
}

QString OutcomePlot::labelOf(std::size_t bar) const
{
    return m_labels.value(static_cast<qsizetype>(bar));
}

QRectF OutcomePlot::area() const
{
    const double left = m_axis.width(fontMetrics());
    const double text = fontMetrics().height();
    const double below = text * (m_xTitle.isEmpty() ? 1 : 2) + kPlotGap;
    return QRectF(rect()).adjusted(left, text + 2, -2 * kPlotGap, -below);
}

double OutcomePlot::yOf(double value) const
{
    return m_axis.yOf(value, area());
}

double OutcomePlot::xOf(std::size_t place) const
{
    const QRectF room = area();
    if (isLine())
        return room.left() + room.width() * std::clamp(m_chart.x[place] / m_longestX, 0.0, 1.0);
    return room.left() + placeWidth() * (static_cast<double>(place) + 0.5);
}

void OutcomePlot::paintEvent(QPaintEvent*)
{
    if (m_chart.values.empty())
        return;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    m_axis.paint(painter, area(), palette());
    if (isLine()) {
        paintXAxis(painter);
        paintLine(painter);
    } else {
        paintBars(painter);
    }
    paintXTitle(painter);
    if (m_chart.wanted)
        paintWanted(painter);
}

void OutcomePlot::paintXAxis(QPainter& painter) const
{
    const QRectF room = area();
    painter.setPen(mutedTextColor(palette()));
    const double xStep = tickStep(m_longestX, kSteps);
    for (int i = 0; xStep > 0 && i * xStep <= m_longestX * 1.0001; ++i) {
        const double x = room.left() + room.width() * i * xStep / m_longestX;
        drawCentred(painter, x, room.bottom() + 2, formatValue(i * xStep));
    }
}

void OutcomePlot::paintXTitle(QPainter& painter) const
{
    const QRectF room = area();
    const double text = fontMetrics().height();
    painter.setPen(mutedTextColor(palette()));
    painter.drawText(QRectF(room.left(), room.bottom() + 2 + text, room.width(), text),
        Qt::AlignCenter,
        m_xTitle);
}

double OutcomePlot::placeWidth() const
{
    return area().width() / static_cast<double>(std::max<std::size_t>(m_chart.values.size(), 1));
}

QRectF OutcomePlot::barOf(std::size_t place) const
{
    const double bottom = area().bottom();
    const double value = m_chart.values[place];
    const double top = value > 0 ? std::min(yOf(value), bottom - kLowestBar) : bottom;
    const double wide = std::min(kWidestBar, kBarShare * placeWidth());
    return {xOf(place) - wide / 2, top, wide, bottom - top};
}

void OutcomePlot::paintBars(QPainter& painter) const
{
    const double text = fontMetrics().height();
    const double wide = placeWidth();
    for (std::size_t i = 0; i < m_chart.values.size(); ++i) {
        const QRectF bar = barOf(i);
        const bool wanted = std::ranges::find(m_chart.unwanted, i) == m_chart.unwanted.end();
        painter.fillRect(bar, brushOf(wanted ? Meaning::Working : Meaning::Lost, palette()));
        painter.setPen(palette().color(QPalette::WindowText));
        const QString value = formatValue(m_chart.values[i]);
        if (fontMetrics().horizontalAdvance(value) < wide)
            painter.drawText(QRectF(xOf(i) - wide / 2, bar.top() - text - 1, wide, text),
                Qt::AlignCenter,
                value);
    }
    paintLabels(painter);
}

void OutcomePlot::paintLabels(QPainter& painter) const
{
    double labelled = 0; // where the last one ended: those that would touch it are left out
    for (std::size_t i = 0; i < m_chart.values.size(); ++i) {
        const QString label = labelOf(i);
        const double wide = fontMetrics().horizontalAdvance(label);
        const double x = xOf(i);
        if (label.isEmpty() || x - wide / 2 < labelled)
            continue;
        drawCentred(painter, x, area().bottom() + 2, label);
        labelled = x + wide / 2 + kPlotGap;
    }
}

void OutcomePlot::paintLine(QPainter& painter) const
{
    QPolygonF line;
    const std::size_t points = std::min(m_chart.x.size(), m_chart.values.size());
    for (std::size_t i = 0; i < points; ++i)
        line << QPointF(xOf(i), yOf(m_chart.values[i]));
    painter.setPen(penOf(Meaning::Working, palette()));
    painter.drawPolyline(line);
}

void OutcomePlot::paintWanted(QPainter& painter) const
{
    const QRectF room = area();
    const double y = yOf(*m_chart.wanted);
    QPen pen(palette().color(QPalette::WindowText), 1.5, Qt::DashLine);
    pen.setCosmetic(true);
    painter.setPen(pen);
    painter.drawLine(QPointF(room.left(), y), QPointF(room.right(), y));
    painter.drawText(QRectF(room.left(), 0, room.width(), fontMetrics().height()),
        Qt::AlignRight | Qt::AlignVCenter,
        tr("- - wanted %1").arg(withUnit(*m_chart.wanted, m_chart.unit)));
}

} // namespace interleave::ui
