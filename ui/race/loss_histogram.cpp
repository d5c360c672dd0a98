#include "ui/race/loss_histogram.h"

#include "ui/race/trial_strip.h"
#include "ui/widgets/format.h"
#include "ui/widgets/palette.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace interleave::ui {

namespace {

constexpr double kFewestBins = 5;
constexpr double kMostBins = 20;
constexpr double kBesideBar = 1;

} // namespace

std::vector<std::size_t> countedByLoss(
    std::span<const std::uint64_t> lost, double maximum, std::size_t bins)
{
    std::vector<std::size_t> counts(bins, 0);
    for (const std::uint64_t each : lost) {
        const double place = static_cast<double>(bins) * static_cast<double>(each) / maximum;
        ++counts[std::min(bins - 1, static_cast<std::size_t>(place))];
    }
    return counts;
}

LossHistogram::LossHistogram(QWidget* parent)
    : QWidget(parent)
{
    setAccessibleName(tr("Trials by the updates that they lost"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
}

void LossHistogram::setLost(std::span<const std::uint64_t> lost)
{
    const double bins
        = std::clamp(2 * std::sqrt(static_cast<double>(lost.size())), kFewestBins, kMostBins);
    m_counts = countedByLoss(lost, lossAxisMaximum(lost), static_cast<std::size_t>(bins));
    update();
}

void LossHistogram::paintEvent(QPaintEvent*)
{
    if (m_counts.empty())
        return;
    QPainter painter(this);
    const double text = fontMetrics().height();
    const QRectF area = QRectF(rect()).adjusted(kLossAxisMargin, text + 2, -kLossAxisMargin, -1);
    const auto most = static_cast<double>(*std::ranges::max_element(m_counts));
    const double wide = area.width() / static_cast<double>(m_counts.size());
    for (std::size_t i = 0; i < m_counts.size(); ++i) {
        if (m_counts[i] == 0)
            continue;
        const double high = area.height() * static_cast<double>(m_counts[i]) / most;
        const QRectF bar(area.left() + wide * static_cast<double>(i) + kBesideBar,
            area.bottom() - high,
            wide - 2 * kBesideBar,
            high);
        painter.setBrushOrigin(bar.topLeft());
        painter.fillRect(bar, brushOf(Meaning::Lost, palette()));
        painter.setPen(palette().color(QPalette::WindowText));
        painter.drawText(QRectF(bar.left() - wide, bar.top() - text - 1, 3 * wide, text),
            Qt::AlignCenter,
            formatCount(m_counts[i]));
    }
    painter.setPen(mutedTextColor(palette()));
    painter.drawLine(area.bottomLeft(), area.bottomRight());
}

} // namespace interleave::ui
