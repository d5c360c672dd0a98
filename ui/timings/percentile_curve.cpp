#include "ui/timings/percentile_curve.h"

#include "ui/widgets/format.h"
#include "ui/widgets/palette.h"

#include <QPainter>

#include <algorithm>
#include <array>
#include <cmath>

namespace interleave::ui {

namespace {

constexpr double kMostNines = 5;
constexpr double kPixelsPerStep = 2;
constexpr double kWordsGap = 6; // between the curve and the words

// 99 %, 99.9 %, 99.99 %.
int digitsOf(double share)
{
    return std::max(2, static_cast<int>(std::lround(-std::log10(1 - share))));
}

double ninesOf(double share)
{
    return -std::log10(std::max(1 - share, 1e-12));
}

// Above the curve and to the left of the place, or below it and to the right; in the plot also
// where that is too little room.
QRectF roomForWords(const QRectF& plot, const QPointF& at, const QSizeF& size, bool left)
{
    const double x = left ? at.x() - kWordsGap - size.width() : at.x() + kWordsGap;
    const double y = left ? at.y() - size.height() : at.y();
    return {QPointF(std::clamp(x, plot.left(), std::max(plot.left(), plot.right() - size.width())),
                std::clamp(y, 0.0, std::max(0.0, plot.bottom() - size.height()))),
        size};
}

// A way through a corner of the box crosses a diagonal, too.
bool crosses(const QList<QPointF>& line, const QRectF& box)
{
    const std::array diagonals{
        QLineF(box.topLeft(), box.bottomRight()), QLineF(box.topRight(), box.bottomLeft())};
    for (qsizetype i = 1; i < line.size(); ++i) {
        const QLineF step(line[i - 1], line[i]);
        const auto meets = [&](const QLineF& diagonal) {
            return step.intersects(diagonal, nullptr) == QLineF::BoundedIntersection;
        };
        if (box.contains(line[i]) || std::ranges::any_of(diagonals, meets))
            return true;
    }
    return false;
}

} // namespace

PercentileCurve::PercentileCurve(QWidget* parent)
    : Plot(parent)
    , m_curve(new QLineSeries(chart().chart()))
{
    setAccessibleName(tr("Percentiles of durations"));
    chart().add(m_curve);
    chart().showWords(false, true); // the histogram above has the words of the durations
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
    setScales();
    arrange();
}

void PercentileCurve::setScales()
{
    AxisScale y{.maximum = nines()};
    for (const double share : sharesFor(m_picture.all.count()))
        y.ticks.push_back({ninesOf(share), formatPercent(share, digitsOf(share))});
    chart().setY(y);
}

// The words of the lowest share reach below it: they have room above the edge.
QRectF PercentileCurve::area() const
{
    QRectF plot = durationPlotArea(*this, width(), false);
    const double lowest = ninesOf(sharesFor(0).front()) / nines(); // of the plot's height
    const double missing
        = fontMetrics().height() / 2.0 - (height() - plot.bottom()) - lowest * plot.height();
    plot.setBottom(plot.bottom() - std::max(missing, 0.0) / (1 - lowest));
    return plot;
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

QList<QPointF> PercentileCurve::curve() const
{
    QList<QPointF> points;
    if (m_picture.all.count() == 0 || m_picture.axis.isEmpty())
        return points;
    const double step = kPixelsPerStep / std::max(area().height(), kPixelsPerStep);
    for (double share = 0; share <= 1 + step / 2; share += step) {
        const double height = std::min(share, 1.0) * nines();
        const double ns = m_picture.all.quantile(1 - std::pow(10.0, -height)) * m_picture.nsPerTick;
        points.append({m_picture.axis.shareOf(ns), height});
    }
    return points;
}

// The grid lines that the histogram has above.
void PercentileCurve::draw()
{
    AxisScale x;
    const int wanted = durationTicksIn(area(), fontMetrics());
    for (const DurationTick& tick : m_picture.axis.ticks(wanted).ticks)
        x.ticks.push_back({m_picture.axis.shareOf(tick.ns), QString::number(tick.ns)});
    chart().setX(x);
    m_curve->replace(curve());
    m_curve->setPen(penOf(Meaning::Working, palette(), 2));
}

QString PercentileCurve::describe(const QPointF& place) const
{
    const QRectF plot = area();
    if (!plot.contains(place) || m_picture.all.count() == 0)
        return {};
    const double height = (plot.bottom() - place.y()) / plot.height() * nines();
    const double share = 1 - std::pow(10.0, -height);
    return tr("%1 took at most %2")
        .arg(formatPercent(share, 4),
            formatDuration(m_picture.all.quantile(share) * m_picture.nsPerTick));
}

QPointF PercentileCurve::placeOfShare(double share) const
{
    const double ns = m_picture.all.quantile(share) * m_picture.nsPerTick;
    return placeOf(m_picture.axis.shareOf(ns), std::min(ninesOf(share), nines()));
}

// At the side where there is more room, or at the other; none where both are taken.
std::vector<PercentileCurve::Words> PercentileCurve::words() const
{
    std::vector<Words> placed;
    const QList<QPointF> line = curveOnScreen();
    const auto isFree = [&](const QRectF& box) {
        const auto isThere = [&](const Words& each) { return each.box.intersects(box); };
        return std::ranges::none_of(placed, isThere) && !crosses(line, box);
    };
    for (const double share : sharesFor(m_picture.all.count())) {
        const QString text = formatDuration(m_picture.all.quantile(share) * m_picture.nsPerTick);
        const QSizeF size(fontMetrics().horizontalAdvance(text), fontMetrics().height());
        const QPointF at = placeOfShare(share);
        const bool left = at.x() > area().center().x();
        for (const bool side : {left, !left}) {
            const QRectF box = roomForWords(area(), at, size, side);
            if (!isFree(box))
                continue;
            placed.push_back({box, text});
            break;
        }
    }
    return placed;
}

QList<QPointF> PercentileCurve::curveOnScreen() const
{
    QList<QPointF> line;
    for (const QPointF& point : curve())
        line.append(placeOf(point.x(), point.y()));
    return line;
}

void PercentileCurve::paintWords(QPainter& painter) const
{
    if (m_picture.all.count() == 0 || m_picture.axis.isEmpty())
        return;
    painter.setPen(palette().color(QPalette::WindowText));
    for (const Words& each : words())
        painter.drawText(each.box, Qt::AlignCenter | Qt::TextDontClip, each.text);
}

} // namespace interleave::ui
