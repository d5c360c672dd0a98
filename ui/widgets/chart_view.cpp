#include "ui/widgets/chart_view.h"

#include "ui/widgets/format.h"

#include <QFontMetrics>

#include <algorithm>

namespace interleave::ui {

namespace {

constexpr double kHighestChart = 200;
constexpr int kTickLength = 4;

} // namespace

void setUpChartView(QGraphicsView& view)
{
    view.setScene(new QGraphicsScene(&view));
    view.setFrameShape(QFrame::NoFrame);
    view.setBackgroundRole(QPalette::Window);
    view.setBackgroundBrush(Qt::NoBrush);
    view.viewport()->setAutoFillBackground(false);
    // Smooth edges of an area that goes up and down cost Qt's painter 60 ms a frame, sharp ones 3
    // ms.
    view.setRenderHint(QPainter::Antialiasing, false);
    view.setInteractive(false);
    view.setFocusPolicy(Qt::NoFocus);
    view.setContextMenuPolicy(Qt::NoContextMenu); // that of the whole chart is asked
    view.setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    view.setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    // Every chart is replaced at once: no use in looking for what changed.
    view.setViewportUpdateMode(QGraphicsView::FullViewportUpdate);
}

int leastHeight(const QGraphicsView& view, std::size_t count, int linesBeside)
{
    const int textHeight = view.fontMetrics().height();
    const int around = textHeight / 2 + textHeight + kChartGap + kTickLength;
    return around + static_cast<int>(count) * (linesBeside * textHeight + kChartGap);
}

int plotWidth(const QGraphicsView& view, const ChartMargins& margins)
{
    const double left = margins.nameWidth + margins.valueWidth + 2 * kChartGap;
    const double right
        = view.fontMetrics().horizontalAdvance(formatDuration(8.88e9)) / 2.0 + kChartGap;
    return std::max(1, static_cast<int>(view.width() - left - right));
}

std::vector<ChartPlace> chartPlaces(
    const QGraphicsView& view, std::size_t count, const ChartMargins& margins)
{
    const int textHeight = view.fontMetrics().height();
    const double top = textHeight / 2.0;
    const double room
        = view.height() - top - (textHeight + kChartGap + kTickLength); // the time axis' words
    const double each
        = std::min(kHighestChart, room / static_cast<double>(std::max<std::size_t>(1, count)));
    const double left = margins.nameWidth + margins.valueWidth + 2 * kChartGap;
    std::vector<ChartPlace> places;
    for (std::size_t i = 0; i < count; ++i) {
        const double y = top + each * static_cast<double>(i);
        places.push_back(
            {.plot = QRectF(left, y, plotWidth(view, margins), std::max(2.0, each - kChartGap)),
                .labelRight = static_cast<double>(margins.nameWidth),
                .showsValues = each > 1.5 * textHeight});
    }
    return places;
}

} // namespace interleave::ui
