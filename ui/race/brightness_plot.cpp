#include "ui/race/brightness_plot.h"

#include "ui/widgets/centred_text.h"
#include "ui/widgets/format.h"
#include "ui/widgets/palette.h"

#include <QPainter>

#include <algorithm>

namespace interleave::ui {

namespace {

constexpr std::size_t kTickStep = 51; // 0 to 255 in five

std::uint64_t highestIn(const std::vector<std::uint64_t>& bins)
{
    return bins.empty() ? 0 : *std::ranges::max_element(bins);
}

} // namespace

BrightnessPlot::BrightnessPlot(QWidget* parent)
    : QWidget(parent)
    , m_axis([](double value) { return formatCount(static_cast<std::uint64_t>(value)); })
{
    setAccessibleName(tr("Pixels by brightness"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
}

void BrightnessPlot::setBrightness(const BrightnessResult& brightness)
{
    m_brightness = brightness;
    m_axis.setHighest(
        static_cast<double>(std::max(highestIn(brightness.counted), highestIn(brightness.shared))));
    update();
}

NumberTable BrightnessPlot::numbers() const
{
    NumberTable table;
    table.titles << tr("brightness") << tr("pixels counted") << tr("pixels in the histogram")
                 << tr("pixels lost");
    const std::size_t bins = std::min(m_brightness.counted.size(), m_brightness.shared.size());
    for (std::size_t i = 0; i < bins; ++i) {
        const auto counted = static_cast<double>(m_brightness.counted[i]);
        const auto shared = static_cast<double>(m_brightness.shared[i]);
        table.rows.push_back({countedCell(static_cast<double>(i)),
            countedCell(counted),
            countedCell(shared),
            countedCell(std::max(counted - shared, 0.0))});
    }
    return table;
}

QRectF BrightnessPlot::area() const
{
    const double text = fontMetrics().height();
    return QRectF(rect()).adjusted(
        m_axis.width(fontMetrics()), 2 * text + 2, -2 * kPlotGap, -2 * text - kPlotGap);
}

double BrightnessPlot::yOf(double pixels) const
{
    return m_axis.yOf(pixels, area());
}

double BrightnessPlot::xOf(std::size_t brightness) const
{
    const double bins = static_cast<double>(std::max<std::size_t>(m_brightness.counted.size(), 1));
    return area().left() + area().width() * static_cast<double>(brightness) / bins;
}

// Its steps, without the bottom.
QPolygonF BrightnessPlot::outlineOf(const std::vector<std::uint64_t>& bins) const
{
    QPolygonF outline;
    for (std::size_t i = 0; i < bins.size(); ++i) {
        const double y = yOf(static_cast<double>(bins[i]));
        outline << QPointF(xOf(i), y) << QPointF(xOf(i + 1), y);
    }
    return outline;
}

void BrightnessPlot::paintEvent(QPaintEvent*)
{
    if (m_brightness.counted.empty())
        return;
    QPainter painter(this);
    m_axis.paint(painter, area(), palette());
    paintXAxis(painter);
    const QPolygonF counted = outlineOf(m_brightness.counted);
    paintArea(painter, counted, Meaning::Lost);
    paintArea(painter, outlineOf(m_brightness.shared), Meaning::Working);
    painter.setPen(QPen(palette().color(QPalette::WindowText), 1));
    painter.drawPolyline(counted);
}

// The background first: what is behind must not shine through.
void BrightnessPlot::paintArea(QPainter& painter, const QPolygonF& outline, Meaning meaning) const
{
    for (qsizetype i = 0; i + 1 < outline.size(); i += 2) {
        const QRectF bar(outline[i], QPointF(outline[i + 1].x(), area().bottom()));
        painter.fillRect(bar, palette().brush(backgroundRole()));
        painter.fillRect(bar, brushOf(meaning, palette()));
    }
}

void BrightnessPlot::paintXAxis(QPainter& painter) const
{
    const QRectF room = area();
    const double text = fontMetrics().height();
    const double half = (xOf(1) - xOf(0)) / 2;
    painter.setPen(mutedTextColor(palette()));
    for (std::size_t tick = 0; tick < m_brightness.counted.size(); tick += kTickStep)
        drawCentred(painter, xOf(tick) + half, room.bottom() + 2, formatCount(tick));
    painter.drawText(QRectF(room.left(), room.bottom() + 2 + text, room.width(), text),
        Qt::AlignCenter,
        tr("brightness, 0 (black) to 255 (white)"));
    painter.drawText(
        QRectF(0, 0, rect().width(), text), Qt::AlignLeft | Qt::AlignVCenter, tr("pixels"));
}

} // namespace interleave::ui
