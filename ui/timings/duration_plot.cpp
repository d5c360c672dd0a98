#include "ui/timings/duration_plot.h"

#include "ui/widgets/centred_text.h"
#include "ui/widgets/format.h"
#include "ui/widgets/palette.h"

#include <QCoreApplication>
#include <QStyle>

namespace interleave::ui {

namespace {

constexpr int kGap = 8;
constexpr int kTickLength = 3;
constexpr int kBetweenLabels = 24;

} // namespace

QRectF durationPlotArea(const QWidget& widget, int width, bool timeLabels)
{
    const QFontMetrics text = widget.fontMetrics();
    const int left = text.horizontalAdvance(formatCount(10'000'000)) + kGap;
    const int right = text.horizontalAdvance(formatDuration(8.88e8)) / 2 + kGap
        + widget.style()->pixelMetric(QStyle::PM_ScrollBarExtent);
    const int bottom = timeLabels ? text.height() + kTickLength + 2 : 1;
    return {static_cast<double>(left),
        text.height() / 2.0,
        std::max(1.0, static_cast<double>(width - left - right)),
        std::max(1.0, widget.height() - text.height() / 2.0 - bottom)};
}

double xOf(double ns, const QRectF& area, const DurationAxis& axis)
{
    return area.left() + axis.shareOf(ns) * area.width();
}

int durationTicksIn(const QRectF& area, const QFontMetrics& metrics)
{
    const int label = metrics.horizontalAdvance(QStringLiteral("888 ms")) + kBetweenLabels;
    return static_cast<int>(area.width()) / label;
}

void paintDurationGrid(QPainter& painter,
    const QRectF& area,
    const DurationAxis& axis,
    const QWidget& widget,
    bool labels)
{
    painter.fillRect(area, widget.palette().color(QPalette::Base));
    const DurationTicks ticks = axis.ticks(durationTicksIn(area, widget.fontMetrics()));
    const double textTop = area.bottom() + kTickLength + 1;
    const int textHeight = widget.fontMetrics().height();
    for (const DurationTick& tick : ticks.ticks) {
        const double x = xOf(tick.ns, area, axis);
        painter.setPen(gridColor(widget.palette()));
        painter.drawLine(QPointF(x, area.top()), QPointF(x, area.bottom()));
        if (!labels || tick.label.isEmpty())
            continue;
        painter.setPen(mutedTextColor(widget.palette()));
        painter.drawLine(QPointF(x, area.bottom()), QPointF(x, area.bottom() + kTickLength));
        drawCentred(painter, x, textTop, tick.label);
    }
    if (labels && !ticks.base.isEmpty()) {
        painter.setPen(mutedTextColor(widget.palette()));
        const QString from = QCoreApplication::translate("DurationPlot", "from %1").arg(ticks.base);
        painter.drawText(QRectF(0, textTop, area.left() - kGap, textHeight),
            Qt::AlignRight | Qt::AlignVCenter,
            from);
    }
}

} // namespace interleave::ui
