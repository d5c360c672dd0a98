#include "ui/compare/core_plot.h"

#include "ui/models/samples_note.h"
#include "ui/models/series_reduction.h"
#include "ui/widgets/format.h"
#include "ui/widgets/time_ticks.h"

#include <QEvent>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>

namespace interleave::ui {

namespace {

constexpr std::size_t kMostRows = 8;
constexpr int kGap = 8;
constexpr int kTimeIntervals = 5;

std::vector<float> meanOf(const std::vector<std::vector<float>>& cores, std::size_t times)
{
    std::vector<float> mean(times, 0);
    for (const std::vector<float>& core : cores) {
        for (std::size_t i = 0; i < std::min(times, core.size()); ++i)
            mean[i] += core[i] / static_cast<float>(cores.size());
    }
    return mean;
}

} // namespace

CorePlot::CorePlot(Meaning run, QWidget* parent)
    : QWidget(parent)
    , m_run(run)
{
    setAccessibleName(tr("Utilisation of the cores over time"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
}

void CorePlot::setSeries(const UtilisationSeries& series, double seconds)
{
    const bool sameNumber = series.cores.size() == m_rows.size();
    m_times = series.seconds;
    m_seconds = seconds;
    m_rows.clear();
    m_meanOf = series.cores.size() > kMostRows ? series.cores.size() : 0;
    if (series.cores.size() > kMostRows) {
        m_rows.push_back({tr("all %1 cores").arg(formatCount(series.cores.size())),
            meanOf(series.run, m_times.size())});
    } else {
        for (std::size_t core = 0; core < series.cores.size(); ++core)
            m_rows.push_back({tr("core %1").arg(series.cores[core]), series.run[core]});
    }
    if (!sameNumber)
        updateGeometry();
    update();
}

QString CorePlot::note() const
{
    std::size_t drawn = 0;
    const int width = static_cast<int>(plot().width());
    for (const Row& row : m_rows)
        drawn = std::max(drawn, reducedToPixels(m_times, row.shares, m_seconds, width).size());
    const QString samples = samplesNote(m_times, drawn);
    return m_meanOf == 0
        ? samples
        : tr("The mean of %1 cores; the table has each. %2").arg(formatCount(m_meanOf), samples);
}

bool CorePlot::event(QEvent* event)
{
    if (event->type() == QEvent::ToolTip)
        setToolTip(note());
    return QWidget::event(event);
}

QSize CorePlot::sizeHint() const
{
    return {320, (rowCount() + 1) * 2 * fontMetrics().height()};
}

QSize CorePlot::minimumSizeHint() const
{
    return {200, (rowCount() + 1) * (fontMetrics().height() + 2)};
}

QRectF CorePlot::plot() const
{
    const int left = fontMetrics().horizontalAdvance(tr("all %1 cores").arg(88)) + kGap;
    const int right = fontMetrics().horizontalAdvance(formatDuration(8.88e9)) / 2 + kGap;
    return QRectF(rect()).adjusted(left, 2, -right, -fontMetrics().height() - kGap);
}

void CorePlot::paintEvent(QPaintEvent*)
{
    if (m_rows.empty() || !(m_seconds > 0))
        return;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF area = plot();
    const double rowHeight = area.height() / rowCount();
    for (std::size_t i = 0; i < m_rows.size(); ++i) {
        const QRectF row(area.left(),
            area.top() + rowHeight * static_cast<double>(i),
            area.width(),
            rowHeight - 4);
        paintRow(painter, m_rows[i], row);
    }
    paintTimeAxis(painter);
}

void CorePlot::paintRow(QPainter& painter, const Row& row, const QRectF& area) const
{
    painter.fillRect(area, palette().color(QPalette::Base));
    painter.setPen(palette().color(QPalette::WindowText));
    painter.drawText(QRectF(0, area.top(), area.left() - kGap, area.height()),
        Qt::AlignRight | Qt::AlignVCenter,
        row.label);
    const auto points
        = reducedToPixels(m_times, row.shares, m_seconds, static_cast<int>(area.width()));
    if (points.empty())
        return;
    const auto xOf
        = [&](double seconds) { return area.left() + area.width() * seconds / m_seconds; };
    const auto yOf
        = [&](double share) { return area.bottom() - area.height() * std::clamp(share, 0.0, 1.0); };
    // The first sample speaks for the time since the start.
    QPainterPath curve(QPointF(area.left(), yOf(points.front().y())));
    for (const QPointF& point : points)
        curve.lineTo(xOf(point.x()), yOf(point.y()));
    QPainterPath shape = curve;
    shape.lineTo(xOf(points.back().x()), area.bottom());
    shape.lineTo(area.bottomLeft());
    shape.closeSubpath();
    if (m_run != Meaning::RunB) {
        painter.fillPath(shape, brushOf(m_run, palette()));
        return;
    }
    QColor pale = colorOf(m_run, palette());
    pale.setAlphaF(0.25F);
    painter.fillPath(shape, pale);
    painter.strokePath(curve, penOf(m_run, palette()));
}

void CorePlot::paintTimeAxis(QPainter& painter) const
{
    const QRectF area = plot();
    painter.setPen(mutedTextColor(palette()));
    for (const TimeTick& tick : timeTicks(m_seconds, kTimeIntervals)) {
        const double x = area.left() + area.width() * tick.seconds / m_seconds;
        painter.drawLine(QPointF(x, area.bottom()), QPointF(x, area.bottom() + 3));
        const QRectF box(x - 60, area.bottom() + 4, 120, fontMetrics().height());
        painter.drawText(box, Qt::AlignCenter, tick.label);
    }
}

} // namespace interleave::ui
