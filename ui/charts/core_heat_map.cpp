#include "ui/charts/core_heat_map.h"

#include "ui/models/series_reduction.h"
#include "ui/widgets/centred_text.h"
#include "ui/widgets/chart_view.h"
#include "ui/widgets/format.h"
#include "ui/widgets/palette.h"
#include "ui/widgets/time_ticks.h"

#include <QEvent>
#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>
#include <array>
#include <cmath>

namespace interleave::ui {

namespace {

constexpr int kPixelsPerColumn = 2;
constexpr int kTimeIntervals = 6;
constexpr int kRunLines = 2; // of a core
constexpr int kLines = 3; // the last one for the others
constexpr int kShades = 101; // one per percent
constexpr int kScaleWidth = 80;

using Ramp = std::array<QRgb, kShades>;

// From an idle core's colour to that of a busy one.
Ramp rampTo(const QColor& busy, const QPalette& palette)
{
    const QColor idle = palette.color(QPalette::Base);
    Ramp ramp{};
    for (int i = 0; i < kShades; ++i) {
        const auto mixed = [&](int from, int to) { return from + (to - from) * i / (kShades - 1); };
        ramp[static_cast<std::size_t>(i)] = qRgb(mixed(idle.red(), busy.red()),
            mixed(idle.green(), busy.green()),
            mixed(idle.blue(), busy.blue()));
    }
    return ramp;
}

Ramp runRamp(const QPalette& palette)
{
    return rampTo(colorOf(Meaning::Working, palette), palette);
}

Ramp othersRamp(const QPalette& palette)
{
    return rampTo(mutedTextColor(palette), palette);
}

// What ran on a core beside this run.
std::vector<float> othersOf(const UtilisationSeries& series, std::size_t core)
{
    std::vector<float> others(series.run[core].size());
    for (std::size_t i = 0; i < others.size(); ++i)
        others[i] = std::max(0.0F, series.machine[core][i] - series.run[core][i]);
    return others;
}

std::size_t shadeOf(float share)
{
    return static_cast<std::size_t>(
        std::clamp(std::lround(share * (kShades - 1)), 0L, long{kShades - 1}));
}

} // namespace

CoreHeatMap::CoreHeatMap(QWidget* parent)
    : QWidget(parent)
{
    setAccessibleName(tr("Utilisation of each core over time"));
}

void CoreHeatMap::setSeries(const UtilisationSeries& series, double seconds)
{
    m_series = series;
    m_seconds = seconds;
    drawCells();
    update();
}

QRectF CoreHeatMap::plot() const
{
    const int text = fontMetrics().height();
    const int left = fontMetrics().horizontalAdvance(tr("core %1").arg(888)) + kChartGap;
    const int right = fontMetrics().horizontalAdvance(formatDuration(8.88e9)) / 2 + kChartGap;
    return QRectF(rect()).adjusted(left, text + kChartGap, -right, -text - kChartGap);
}

void CoreHeatMap::drawCells()
{
    const int columns = static_cast<int>(plot().width() * devicePixelRatioF()) / kPixelsPerColumn;
    const int cores = static_cast<int>(m_series.run.size());
    if (columns <= 0 || cores == 0) {
        m_cells = {};
        return;
    }
    const Ramp run = runRamp(palette());
    const Ramp others = othersRamp(palette());
    m_cells = QImage(columns, cores * kLines, QImage::Format_ARGB32);
    m_cells.fill(Qt::transparent); // time without a sample
    for (int core = 0; core < cores; ++core) {
        const auto index = static_cast<std::size_t>(core);
        drawLine(core * kLines, m_series.run[index], run);
        for (int line = 1; line < kRunLines; ++line) // with every live update: not reduced again
            std::copy_n(m_cells.constScanLine(core * kLines),
                m_cells.bytesPerLine(),
                m_cells.scanLine(core * kLines + line));
        drawLine(core * kLines + kRunLines, othersOf(m_series, index), others);
    }
}

void CoreHeatMap::drawLine(int line, const std::vector<float>& shares, std::span<const QRgb> ramp)
{
    const int columns = m_cells.width();
    const auto highest = highestPerColumn(m_series.seconds, shares, m_seconds, columns);
    auto* pixel = reinterpret_cast<QRgb*>(m_cells.scanLine(line)); // of the format that it has
    for (const float share : highest) {
        if (!std::isnan(share))
            *pixel = ramp[shadeOf(share)];
        ++pixel;
    }
}

std::size_t CoreHeatMap::columnsDrawn() const
{
    if (m_series.seconds.empty() || !(m_seconds > 0))
        return 0;
    return static_cast<std::size_t>(
        std::ceil(m_cells.width() * std::min(m_series.seconds.back() / m_seconds, 1.0)));
}

QString CoreHeatMap::describe(const QPointF& position) const
{
    const QRectF area = plot();
    if (!area.contains(position) || m_series.run.empty() || m_series.seconds.empty())
        return {};
    const double seconds = (position.x() - area.left()) / area.width() * m_seconds;
    const auto after = std::lower_bound(m_series.seconds.begin(), m_series.seconds.end(), seconds);
    if (after == m_series.seconds.end())
        return {};
    const auto sample = static_cast<std::size_t>(after - m_series.seconds.begin());
    const double rows = static_cast<double>(m_series.run.size());
    const auto row = static_cast<std::size_t>((position.y() - area.top()) / area.height() * rows);
    const std::size_t core = std::min(row, m_series.run.size() - 1);
    return tr("core %1 at %2: this run %3, everything %4")
        .arg(QString::number(m_series.cores[core]),
            formatDuration(m_series.seconds[sample] * 1e9),
            formatPercent(static_cast<double>(m_series.run[core][sample])),
            std::isnan(m_series.machine[core][sample])
                ? tr("not known")
                : formatPercent(static_cast<double>(m_series.machine[core][sample])));
}

void CoreHeatMap::paintEvent(QPaintEvent*)
{
    if (m_cells.isNull())
        return;
    QPainter painter(this);
    painter.drawImage(plot(), m_cells);
    painter.setPen(gridColor(palette()));
    painter.drawRect(plot());
    paintCoreNumbers(painter);
    paintTimeAxis(painter);
    paintScales(painter);
}

void CoreHeatMap::paintCoreNumbers(QPainter& painter) const
{
    const QRectF area = plot();
    const double rowHeight = area.height() / static_cast<double>(m_series.cores.size());
    const auto each = static_cast<std::size_t>(
        std::max(1.0, roundedUpTo125(fontMetrics().height() / rowHeight)));
    painter.setPen(palette().color(QPalette::WindowText));
    for (std::size_t i = 0; i < m_series.cores.size(); i += each) {
        const double middle = area.top() + rowHeight * (static_cast<double>(i) + 0.5);
        const double high = fontMetrics().height();
        const QRectF box(0, middle - high / 2, area.left() - kChartGap, high);
        painter.drawText(
            box, Qt::AlignRight | Qt::AlignVCenter, tr("core %1").arg(m_series.cores[i]));
    }
}

void CoreHeatMap::paintTimeAxis(QPainter& painter) const
{
    const QRectF area = plot();
    painter.setPen(mutedTextColor(palette()));
    for (const TimeTick& tick : timeTicks(m_seconds, kTimeIntervals)) {
        const double x = area.left() + area.width() * tick.seconds / m_seconds;
        painter.drawLine(QPointF(x, area.bottom()), QPointF(x, area.bottom() + 3));
        drawCentred(painter, x, area.bottom() + 4, tick.label);
    }
}

// What the shades mean, above the plot at the right.
void CoreHeatMap::paintScales(QPainter& painter) const
{
    const double left = paintScale(painter,
        plot().right(),
        tr("below it, others: %1").arg(formatPercent(0)),
        othersRamp(palette()));
    paintScale(painter,
        left - 2 * kChartGap,
        tr("each core, this run: %1").arg(formatPercent(0)),
        runRamp(palette()));
}

double CoreHeatMap::paintScale(
    QPainter& painter, double right, const QString& words, std::span<const QRgb> ramp) const
{
    const QString most = formatPercent(1);
    const double wordWidth = fontMetrics().horizontalAdvance(most);
    const QRectF bar(
        right - wordWidth - kChartGap - kScaleWidth, 2, kScaleWidth, fontMetrics().height() - 4);
    for (int x = 0; x < kScaleWidth; ++x)
        painter.fillRect(QRectF(bar.left() + x, bar.top(), 1, bar.height()),
            QColor(ramp[static_cast<std::size_t>(x * (kShades - 1) / (kScaleWidth - 1))]));
    painter.setPen(mutedTextColor(palette()));
    painter.drawRect(bar.adjusted(-0.5, -0.5, 0.5, 0.5));
    painter.drawText(QPointF(bar.right() + kChartGap, fontMetrics().ascent()), most);
    const double left = bar.left() - kChartGap - fontMetrics().horizontalAdvance(words);
    painter.drawText(QPointF(left, fontMetrics().ascent()), words);
    return left;
}

void CoreHeatMap::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    drawCells();
}

void CoreHeatMap::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange)
        drawCells();
}

bool CoreHeatMap::event(QEvent* event)
{
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    QToolTip::showText(help->globalPos(), describe(help->pos()), this);
    return true;
}

} // namespace interleave::ui
