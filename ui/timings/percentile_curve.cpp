#include "ui/timings/percentile_curve.h"

#include "ui/widgets/format.h"
#include "ui/widgets/palette.h"

#include <QHelpEvent>
#include <QToolTip>

#include <algorithm>
#include <cmath>

namespace interleave::ui {

namespace {

constexpr double kMostNines = 5;
constexpr int kPixelsPerStep = 2;

// 99 %, 99.9 %, 99.99 %.
int digitsOf(double share)
{
    return std::max(2, static_cast<int>(std::lround(-std::log10(1 - share))));
}

} // namespace

PercentileCurve::PercentileCurve(QWidget* parent)
    : QWidget(parent)
{
    setAccessibleName(tr("Percentiles of durations"));
}

std::vector<double> PercentileCurve::sharesFor(std::uint64_t count)
{
    std::vector<double> shares{0.5};
    double rest = 0.1;
    for (std::uint64_t needed = 10; needed <= count && rest > 5e-5; needed *= 10) {
        shares.push_back(1 - rest);
        rest /= 10;
    }
    return shares;
}

void PercentileCurve::setPicture(const DurationPicture& picture)
{
    m_picture = picture;
    QStringList words;
    for (const double share : sharesFor(picture.all.count()))
        words << tr("%1 at most %2")
                     .arg(formatPercent(share, digitsOf(share)),
                         formatDuration(picture.all.quantile(share) * picture.nsPerTick));
    setAccessibleDescription(
        picture.all.count() == 0 ? tr("nothing yet") : words.join(QStringLiteral("; ")));
    makeCurve();
}

// How many nines the axis reaches: one of all has the last.
double PercentileCurve::nines() const
{
    const auto count = static_cast<double>(std::max<std::uint64_t>(m_picture.all.count(), 2));
    return std::clamp(std::log10(count), 1.0, kMostNines);
}

std::uint64_t PercentileCurve::beyond() const
{
    const auto count = static_cast<double>(m_picture.all.count());
    const double longer = std::round(count * std::pow(10.0, -kMostNines));
    return nines() < kMostNines ? 0 : static_cast<std::uint64_t>(longer);
}

double PercentileCurve::yOf(double share) const
{
    const QRectF place = area();
    const double height = -std::log10(std::max(1 - share, 1e-12));
    return place.bottom() - std::min(height / nines(), 1.0) * place.height();
}

void PercentileCurve::makeCurve()
{
    m_curve.clear();
    const QRectF place = area();
    if (m_picture.all.count() == 0 || m_picture.axis.isEmpty())
        return update();
    for (double y = place.bottom(); y >= place.top(); y -= kPixelsPerStep) {
        const double height = (place.bottom() - y) / place.height() * nines();
        const double ns = m_picture.all.quantile(1 - std::pow(10.0, -height)) * m_picture.nsPerTick;
        m_curve << QPointF(xOf(ns, place, m_picture.axis), y);
    }
    update();
}

QString PercentileCurve::describe(const QPointF& place) const
{
    const QRectF plot = area();
    if (!plot.contains(place) || m_curve.isEmpty())
        return {};
    const double height = (plot.bottom() - place.y()) / plot.height() * nines();
    const double share = 1 - std::pow(10.0, -height);
    return tr("%1 took at most %2")
        .arg(formatPercent(share, 4),
            formatDuration(m_picture.all.quantile(share) * m_picture.nsPerTick));
}

void PercentileCurve::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const QRectF place = area();
    paintDurationGrid(painter, place, m_picture.axis, *this, false);
    if (m_curve.isEmpty())
        return;
    painter.setRenderHint(QPainter::Antialiasing);
    const double textHeight = fontMetrics().height();
    for (const double share : sharesFor(m_picture.all.count())) {
        const double y = yOf(share);
        const double ns = m_picture.all.quantile(share) * m_picture.nsPerTick;
        painter.setPen(gridColor(palette()));
        painter.drawLine(QPointF(place.left(), y), QPointF(place.right(), y));
        painter.setPen(mutedTextColor(palette()));
        painter.drawText(QRectF(0, y - textHeight / 2, place.left() - 6, textHeight),
            Qt::AlignRight | Qt::AlignVCenter,
            formatPercent(share, digitsOf(share)));
        // Beside the curve, where there is more room.
        const double x = xOf(ns, place, m_picture.axis);
        const bool left = x > place.center().x();
        const QRectF text = left
            ? QRectF(place.left(), y - textHeight, x - place.left() - 6, textHeight)
            : QRectF(
                x + 6, std::min(y, place.bottom() - textHeight), place.right() - x - 6, textHeight);
        painter.setPen(palette().color(QPalette::WindowText));
        const int side = left ? Qt::AlignRight : Qt::AlignLeft;
        painter.drawText(text, side | Qt::AlignVCenter, formatDuration(ns));
    }
    painter.setPen(penOf(Meaning::Working, palette(), 2));
    painter.drawPolyline(m_curve);
}

void PercentileCurve::resizeEvent(QResizeEvent*)
{
    makeCurve();
}

bool PercentileCurve::event(QEvent* event)
{
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    QToolTip::showText(help->globalPos(), describe(help->pos()), this);
    return true;
}

} // namespace interleave::ui
