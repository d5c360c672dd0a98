#include "ui/race/loss_histogram.h"

#include "ui/race/trial_strip.h"
#include "ui/widgets/centred_text.h"
#include "ui/widgets/format.h"
#include "ui/widgets/palette.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace interleave::ui {

namespace {

constexpr double kFewestBins = 5;
constexpr double kMostBins = 20;
constexpr double kBarOfPlace = 0.94;

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
    : Plot(parent)
    , m_bars(new QBarSeries(chart().chart()))
    , m_heights(new QBarSet(QString(), m_bars))
{
    setAccessibleName(tr("Trials by the updates that they lost"));
    m_bars->setBarWidth(kBarOfPlace);
    m_bars->append(m_heights);
    chart().add(m_bars);
}

void LossHistogram::setLost(std::span<const std::uint64_t> lost)
{
    const double bins
        = std::clamp(2 * std::sqrt(static_cast<double>(lost.size())), kFewestBins, kMostBins);
    m_lossMaximum = lossAxisMaximum(lost);
    m_noneLost = std::ranges::all_of(lost, [](std::uint64_t each) { return each == 0; });
    m_counts = countedByLoss(lost, m_lossMaximum, static_cast<std::size_t>(bins));
    const auto most = static_cast<double>(*std::ranges::max_element(m_counts));
    const auto places = static_cast<double>(m_counts.size());
    const double beyond = kBeyondLossAxis * places;
    chart().setX({-0.5 - beyond, places - 0.5 + beyond}); // a bar's middle is its place
    chart().setY({0, std::max(most, 1.0)});
    arrange();
}

QRectF LossHistogram::area() const
{
    const double margin = lossAxisMargin(fontMetrics(), m_lossMaximum);
    return QRectF(rect()).adjusted(margin, fontMetrics().height() + 2, -margin, -1);
}

void LossHistogram::draw()
{
    QList<qreal> heights;
    for (const std::size_t count : m_counts)
        heights.append(static_cast<double>(count));
    m_heights->remove(0, m_heights->count());
    m_heights->append(heights);
    m_heights->setBrush(brushOf(m_noneLost ? Meaning::Working : Meaning::Lost, palette()));
    m_heights->setPen(Qt::NoPen);
}

void LossHistogram::paintWords(QPainter& painter) const
{
    const double text = fontMetrics().height();
    painter.setPen(palette().color(QPalette::WindowText));
    for (std::size_t i = 0; i < m_counts.size(); ++i) {
        if (m_counts[i] == 0)
            continue;
        const QPointF top = placeOf(static_cast<double>(i), static_cast<double>(m_counts[i]));
        drawCentred(painter, top.x(), top.y() - text - 1, formatCount(m_counts[i]));
    }
}

} // namespace interleave::ui
