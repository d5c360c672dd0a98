#include "ui/timings/duration_histogram.h"

#include "ui/models/series_reduction.h"
#include "ui/widgets/format.h"
#include "ui/widgets/gestures.h"
#include "ui/widgets/palette.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QToolTip>

#include <algorithm>

namespace interleave::ui {

namespace {

constexpr int kPixelsPerBar = 8;
constexpr int kIntervals = 4; // of which its highest count is a round number
constexpr double kLowestBar = 2; // one among millions is seen

} // namespace

DurationHistogram::DurationHistogram(QWidget* parent)
    : QWidget(parent)
{
    setAccessibleName(tr("Histogram of durations"));
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setCursor(Qt::PointingHandCursor);
    addGestures();
}

void DurationHistogram::setPicture(const DurationPicture& picture)
{
    if (picture.axis != m_picture.axis) {
        m_maximum = 0;
        m_current.reset();
    }
    m_picture = picture;
    makeBins();
}

void DurationHistogram::makeBins()
{
    const int wanted = static_cast<int>(area().width()) / kPixelsPerBar;
    const std::size_t before = m_bins.size();
    m_bins = binsOf(m_picture.all, m_picture.axis, m_picture.nsPerTick, wanted);
    std::uint64_t most = 0;
    for (const DurationBin& bin : m_bins)
        most = std::max(most, bin.count);
    if (m_bins.size() != before) { // others, with other counts
        m_current.reset();
        m_maximum = 0;
    }
    m_maximum = std::max(m_maximum, axisEnd(static_cast<double>(most), kIntervals));
    const auto highest = std::ranges::max_element(m_bins, {}, &DurationBin::count);
    setAccessibleDescription(
        highest == m_bins.end() ? tr("nothing yet") : tr("most at %1").arg(textOf(*highest)));
    update();
}

void DurationHistogram::setSelected(const std::optional<TimeRange>& duration)
{
    m_selected = duration;
    update();
}

QRectF DurationHistogram::barRect(std::size_t bin) const
{
    const QRectF place = area();
    const DurationBin& bar = m_bins[bin];
    const double left = xOf(bar.beginNs, place, m_picture.axis);
    const double right = xOf(bar.endNs, place, m_picture.axis);
    const double share = static_cast<double>(bar.count) / std::max(m_maximum, 1.0);
    const double height = bar.count == 0 ? 0 : std::max(share * place.height(), kLowestBar);
    return {left, place.bottom() - height, std::max(right - left - 1, 1.0), height};
}

std::optional<std::size_t> DurationHistogram::binAt(const QPointF& place) const
{
    const QRectF plot = area();
    if (!plot.contains(place))
        return std::nullopt;
    const double ns = m_picture.axis.nsAt((place.x() - plot.left()) / plot.width());
    const auto bin = std::ranges::find_if(
        m_bins, [ns](const DurationBin& each) { return ns >= each.beginNs && ns < each.endNs; });
    return bin == m_bins.end() ? std::nullopt : std::optional<std::size_t>(bin - m_bins.begin());
}

QString DurationHistogram::textOf(const DurationBin& bin) const
{
    const double share = static_cast<double>(bin.count)
        / static_cast<double>(std::max<std::uint64_t>(m_picture.all.count(), 1));
    return tr("%1 to %2: %3 (%4)")
        .arg(formatDuration(std::max(bin.beginNs, 0.0)),
            formatDuration(bin.endNs),
            formatCount(bin.count),
            formatPercent(share));
}

QString DurationHistogram::describe(const QPointF& place) const
{
    const auto bin = binAt(place);
    if (!bin)
        return {};
    const QString text = textOf(m_bins[*bin]);
    return m_help.isEmpty() ? text : text % QLatin1Char('\n') % m_help;
}

void DurationHistogram::choose(std::size_t bin)
{
    Q_EMIT chosen(TimeRange{m_bins[bin].beginNs, m_bins[bin].endNs});
}

void DurationHistogram::moveTo(int bin)
{
    if (m_bins.empty())
        return;
    m_current = static_cast<std::size_t>(std::clamp(bin, 0, static_cast<int>(m_bins.size()) - 1));
    setAccessibleDescription(textOf(m_bins[*m_current]));
    setToolTip({});
    update();
}

void DurationHistogram::mousePressEvent(QMouseEvent* event)
{
    const auto bin = binAt(event->position());
    if (event->button() != Qt::LeftButton || !bin)
        return;
    m_current = bin;
    choose(*bin);
    update();
}

void DurationHistogram::addGestures()
{
    const auto last = [this] { return static_cast<int>(m_bins.size()) - 1; };
    const auto current = [this] { return m_current ? static_cast<int>(*m_current) : -1; };
    addGesture(*this, tr("The bar before"), {Qt::Key_Left}, [=, this] {
        moveTo(m_current ? current() - 1 : last());
    });
    addGesture(*this, tr("The next bar"), {Qt::Key_Right}, [=, this] { moveTo(current() + 1); });
    addGesture(*this, tr("The first bar"), {Qt::Key_Home}, [this] { moveTo(0); });
    addGesture(*this, tr("The last bar"), {Qt::Key_End}, [=, this] { moveTo(last()); });
    addGesture(*this,
        tr("Select the tasks of this bar"),
        {Qt::Key_Return, Qt::Key_Enter, Qt::Key_Space},
        [this] {
            if (m_current)
                choose(*m_current);
        });
}

void DurationHistogram::keyPressEvent(QKeyEvent* event)
{
    if (triggerGesture(*this, *event))
        return;
    if (event->key() == Qt::Key_Escape && m_selected)
        Q_EMIT chosen(std::nullopt);
    else
        QWidget::keyPressEvent(event);
}

bool DurationHistogram::event(QEvent* event)
{
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    QToolTip::showText(help->globalPos(), describe(help->pos()), this);
    return true;
}

void DurationHistogram::resizeEvent(QResizeEvent*)
{
    makeBins();
}

void DurationHistogram::paintCounts(QPainter& painter, const QRectF& place) const
{
    painter.setPen(mutedTextColor(palette()));
    const double textHeight = fontMetrics().height();
    for (const double value : {0.0, m_maximum}) {
        const double y = place.bottom() - value / std::max(m_maximum, 1.0) * place.height();
        painter.drawText(QRectF(0, y - textHeight / 2, place.left() - 6, textHeight),
            Qt::AlignRight | Qt::AlignVCenter,
            formatValue(value));
    }
}

void DurationHistogram::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const QRectF place = area();
    paintDurationGrid(painter, place, m_picture.axis, *this, true);
    if (m_bins.empty())
        return;
    const QColor highlight = palette().color(QPalette::Highlight);
    if (m_selected) {
        const double left = xOf(m_selected->begin, place, m_picture.axis);
        const double right = xOf(m_selected->end, place, m_picture.axis);
        QColor band = highlight;
        band.setAlphaF(0.25F);
        const QRectF marked(left, place.top(), std::max(right - left, 2.0), place.height());
        painter.fillRect(marked, band);
        painter.setPen(highlight);
        painter.drawRect(marked);
    }
    for (std::size_t i = 0; i < m_bins.size(); ++i)
        painter.fillRect(barRect(i), brushOf(Meaning::Working, palette()));
    if (m_current && hasFocus()) {
        const QRectF bar = barRect(*m_current);
        painter.setPen(QPen(palette().color(QPalette::WindowText), 1, Qt::DotLine));
        painter.drawRect(QRectF(bar.left() - 1, place.top(), bar.width() + 1, place.height()));
    }
    paintCounts(painter, place);
}

} // namespace interleave::ui
