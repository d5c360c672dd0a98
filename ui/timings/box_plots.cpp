#include "ui/timings/box_plots.h"

#include "ui/widgets/format.h"
#include "ui/widgets/palette.h"

#include <QHelpEvent>
#include <QToolTip>

#include <algorithm>

namespace interleave::ui {

namespace {

constexpr double kBoxShare = 0.6; // of a row's height
constexpr double kHighestRow = 28;

} // namespace

DurationBox boxOf(const DurationCounts& counts, double nsPerTick)
{
    return {
        .count = counts.count(),
        .p1Ns = counts.quantile(0.01) * nsPerTick,
        .p25Ns = counts.quantile(0.25) * nsPerTick,
        .p50Ns = counts.quantile(0.50) * nsPerTick,
        .p75Ns = counts.quantile(0.75) * nsPerTick,
        .p99Ns = counts.quantile(0.99) * nsPerTick,
        .leastNs = static_cast<double>(counts.least()) * nsPerTick,
        .mostNs = static_cast<double>(counts.most()) * nsPerTick,
    };
}

BoxPlots::BoxPlots(QWidget* parent)
    : QWidget(parent)
{
    setAccessibleName(tr("Durations of each worker"));
}

void BoxPlots::setPicture(const DurationPicture& picture)
{
    const bool sameNumber = picture.workers.size() == m_boxes.size();
    m_axis = picture.axis;
    m_boxes.clear();
    QStringList words;
    for (const DurationCounts& counts : picture.workers) {
        m_boxes.push_back(boxOf(counts, picture.nsPerTick));
        words << tr("worker %1 median %2")
                     .arg(QString::number(m_boxes.size()), formatDuration(m_boxes.back().p50Ns));
    }
    setAccessibleDescription(words.join(QStringLiteral("; ")));
    if (!sameNumber)
        updateGeometry();
    update();
}

void BoxPlots::setPlotWidth(int width)
{
    m_plotWidth = width;
    update();
}

QSize BoxPlots::minimumSizeHint() const
{
    return {240, static_cast<int>(m_boxes.size()) * (fontMetrics().height() + 2) + 4};
}

QSize BoxPlots::sizeHint() const
{
    return minimumSizeHint();
}

QRectF BoxPlots::area() const
{
    QRectF place = durationPlotArea(*this, std::max(m_plotWidth, 1), false);
    place.setTop(0);
    place.setHeight(std::min<double>(height() - 1.0,
        std::max<double>(kHighestRow, fontMetrics().height() + 4)
            * static_cast<double>(std::max<std::size_t>(m_boxes.size(), 1))));
    return place;
}

QRectF BoxPlots::rowRect(std::size_t row) const
{
    const QRectF place = area();
    const double each = place.height() / static_cast<double>(m_boxes.size());
    return {place.left(), place.top() + each * static_cast<double>(row), place.width(), each};
}

QString BoxPlots::describe(const QPointF& place) const
{
    for (std::size_t row = 0; row < m_boxes.size(); ++row) {
        const DurationBox& box = m_boxes[row];
        if (!rowRect(row).contains(place))
            continue;
        return tr("worker %1: %2 in all\n"
                  "box: from %3 to %4 lies half of them, the line in it is the median, %5\n"
                  "whiskers: from %6 to %7 lie all but one of a hundred at each side\n"
                  "dot: the longest, %8")
            .arg(QString::number(row + 1),
                formatCount(box.count),
                formatDuration(box.p25Ns),
                formatDuration(box.p75Ns),
                formatDuration(box.p50Ns),
                formatDuration(box.p1Ns),
                formatDuration(box.p99Ns),
                formatDuration(box.mostNs));
    }
    return {};
}

void BoxPlots::paintBox(QPainter& painter, const DurationBox& box, const QRectF& row) const
{
    const auto x = [&](double ns) { return xOf(ns, area(), m_axis); };
    const double middle = row.center().y();
    const double half = row.height() * kBoxShare / 2;
    const QColor ink = palette().color(QPalette::WindowText);
    painter.setPen(QPen(ink, 1));
    painter.drawLine(QPointF(x(box.p1Ns), middle), QPointF(x(box.p99Ns), middle));
    for (const double end : {box.p1Ns, box.p99Ns})
        painter.drawLine(QPointF(x(end), middle - half / 2), QPointF(x(end), middle + half / 2));
    const QRectF body(
        x(box.p25Ns), middle - half, std::max(x(box.p75Ns) - x(box.p25Ns), 3.0), 2 * half);
    painter.fillRect(body, brushOf(Meaning::Working, palette()));
    painter.setPen(QPen(palette().color(QPalette::Base), 2));
    painter.drawLine(QPointF(x(box.p50Ns), middle - half), QPointF(x(box.p50Ns), middle + half));
    painter.setPen(QPen(ink, 1));
    painter.drawLine(
        QPointF(x(box.p50Ns), middle - half - 2), QPointF(x(box.p50Ns), middle + half + 2));
    painter.setBrush(ink);
    painter.drawEllipse(QPointF(x(box.mostNs), middle), 2, 2);
}

void BoxPlots::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    if (m_boxes.empty() || m_axis.isEmpty())
        return;
    paintDurationGrid(painter, area(), m_axis, *this, false);
    for (std::size_t row = 0; row < m_boxes.size(); ++row) {
        const QRectF place = rowRect(row);
        painter.setPen(palette().color(QPalette::WindowText));
        painter.drawText(QRectF(0, place.top(), place.left() - 6, place.height()),
            Qt::AlignRight | Qt::AlignVCenter,
            tr("worker %1").arg(row + 1));
        if (m_boxes[row].count > 0)
            paintBox(painter, m_boxes[row], place);
    }
}

bool BoxPlots::event(QEvent* event)
{
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    QToolTip::showText(help->globalPos(), describe(help->pos()), this);
    return true;
}

} // namespace interleave::ui
