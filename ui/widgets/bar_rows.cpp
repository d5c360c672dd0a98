#include "ui/widgets/bar_rows.h"

#include <QEvent>
#include <QPainter>
#include <QStringList>

#include <algorithm>

namespace interleave::ui {

namespace {

constexpr int kGap = 8;
constexpr double kLeastBarWidth = 2; // what is there is seen
constexpr double kBarShare = 0.72; // of a row's height
constexpr double kUsualRow = 3.6; // of the text's height
constexpr double kHighestRow = 6; // where there is room
constexpr double kShortestBars = 80;
constexpr double kRing = 3; // its radius

double lengthOf(const BarRow& row)
{
    double length = row.start;
    for (const BarSegment& segment : row.segments)
        length += segment.length;
    for (const double value : row.each)
        length = std::max(length, value);
    return length;
}

} // namespace

BarRows::BarRows(const QString& accessibleName, QWidget* parent)
    : QWidget(parent)
{
    setAccessibleName(accessibleName);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
}

void BarRows::setRows(std::vector<BarRow> rows)
{
    const bool sameNumber = rows.size() == m_rows.size();
    m_rows = std::move(rows);
    QStringList words;
    for (const BarRow& row : m_rows)
        words << QString(row.label % QLatin1Char(' ') % row.value).trimmed();
    setAccessibleDescription(words.join(QStringLiteral("; ")));
    setScale(ownScale());
    if (!sameNumber)
        fitHeight();
}

void BarRows::growWithRoom()
{
    m_grows = true;
    fitHeight();
}

void BarRows::askForLittle()
{
    m_asksForLittle = true;
    updateGeometry();
}

// What is below follows the last row.
void BarRows::fitHeight()
{
    const double rowHeight = kHighestRow * fontMetrics().height();
    if (m_grows)
        setMaximumHeight(static_cast<int>(static_cast<double>(m_rows.size()) * rowHeight));
    updateGeometry();
}

void BarRows::setScaleAtLeast(double value)
{
    m_leastMaximum = value;
    setScale(ownScale());
}

void BarRows::setSpaceAtLeast(const QString& label, const QString& value)
{
    m_leastLabel = label;
    m_leastValue = value;
    setScale(ownScale());
}

void BarRows::shareScale(std::span<BarRows* const> charts)
{
    Scale common;
    for (const BarRows* chart : charts) {
        const Scale own = chart->ownScale();
        common.maximum = std::max(common.maximum, own.maximum);
        common.labelWidth = std::max(common.labelWidth, own.labelWidth);
        common.valueWidth = std::max(common.valueWidth, own.valueWidth);
    }
    for (BarRows* chart : charts)
        chart->setScale(common);
}

BarRows::Scale BarRows::ownScale() const
{
    const QFontMetrics metrics = fontMetrics();
    Scale scale{.maximum = m_leastMaximum,
        .labelWidth = metrics.horizontalAdvance(m_leastLabel),
        .valueWidth = metrics.horizontalAdvance(m_leastValue)};
    for (const BarRow& row : m_rows) {
        scale.maximum = std::max(scale.maximum, lengthOf(row));
        scale.labelWidth = std::max(scale.labelWidth, metrics.horizontalAdvance(row.label));
        scale.valueWidth = std::max(scale.valueWidth, metrics.horizontalAdvance(row.value));
    }
    return scale;
}

void BarRows::setScale(const Scale& scale)
{
    m_scale = scale;
    update();
}

QRectF BarRows::bandOf(std::size_t row) const
{
    const double share = static_cast<double>(height()) / static_cast<double>(m_rows.size());
    const double rowHeight = std::min(share, kHighestRow * fontMetrics().height());
    return {0, rowHeight * static_cast<double>(row), static_cast<double>(width()), rowHeight};
}

double BarRows::xOf(double value) const
{
    const double left = m_scale.labelWidth + kGap;
    const double room = std::max(1.0, width() - left - m_scale.valueWidth - kGap);
    return m_scale.maximum > 0 ? left + room * value / m_scale.maximum : left;
}

QRectF BarRows::segmentRect(std::size_t row, std::size_t segment) const
{
    double from = m_rows[row].start;
    for (std::size_t i = 0; i < segment; ++i)
        from += m_rows[row].segments[i].length;
    const double length = m_rows[row].segments[segment].length;
    if (!(length > 0))
        return {};
    const QRectF band = bandOf(row);
    const double barHeight = band.height() * kBarShare;
    const double x = xOf(from);
    const double barWidth = std::max(kLeastBarWidth, xOf(from + length) - x);
    return {x, band.center().y() - barHeight / 2, barWidth, barHeight};
}

double BarRows::endOf(std::size_t row) const
{
    double end = xOf(m_rows[row].start);
    for (std::size_t i = 0; i < m_rows[row].segments.size(); ++i)
        end = std::max(end, segmentRect(row, i).right());
    for (const QPointF& ring : ringsOf(row))
        end = std::max(end, ring.x() + kRing);
    return end;
}

std::vector<QPointF> BarRows::ringsOf(std::size_t row) const
{
    std::vector<QPointF> rings;
    for (const double value : m_rows[row].each)
        rings.emplace_back(xOf(value), bandOf(row).center().y());
    return rings;
}

// Seen on every bar, and on none: text on the ground of the widget.
void BarRows::paintRings(QPainter& painter, std::size_t row) const
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(palette().color(QPalette::Text), 1.5));
    painter.setBrush(palette().color(QPalette::Base));
    for (const QPointF& ring : ringsOf(row))
        painter.drawEllipse(ring, kRing, kRing);
    painter.restore();
}

QSize BarRows::sizeHint() const
{
    if (m_asksForLittle)
        return {480, minimumSizeHint().height()};
    const double rowHeight = kUsualRow * fontMetrics().height();
    return {480, static_cast<int>(static_cast<double>(m_rows.size()) * rowHeight)};
}

QSize BarRows::minimumSizeHint() const
{
    const int rowHeight = fontMetrics().height() + kGap / 2;
    const int texts = m_scale.labelWidth + m_scale.valueWidth + 2 * kGap;
    return {texts + static_cast<int>(kShortestBars), static_cast<int>(m_rows.size()) * rowHeight};
}

void BarRows::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    for (std::size_t row = 0; row < m_rows.size(); ++row)
        paintRow(painter, row);
}

void BarRows::paintRow(QPainter& painter, std::size_t row) const
{
    const BarRow& bar = m_rows[row];
    const QRectF band = bandOf(row);
    painter.setPen(palette().color(QPalette::WindowText));
    painter.drawText(QRectF(0, band.top(), m_scale.labelWidth, band.height()),
        Qt::AlignRight | Qt::AlignVCenter,
        bar.label);
    for (std::size_t i = 0; i < bar.segments.size(); ++i) {
        const QRectF rect = segmentRect(row, i);
        if (!rect.isEmpty())
            paintBarSegment(painter, rect, bar.segments[i], palette());
    }
    paintRings(painter, row);
    if (bar.valueMeaning)
        painter.setPen(textColorOf(*bar.valueMeaning, palette()));
    else
        painter.setPen(palette().color(QPalette::WindowText));
    // A part that is too short to be seen is drawn longer, and the number stays whole.
    const double textLeft
        = std::min(endOf(row) + kGap, static_cast<double>(width() - m_scale.valueWidth));
    painter.drawText(QRectF(textLeft, band.top(), width() - textLeft, band.height()),
        Qt::AlignLeft | Qt::AlignVCenter,
        bar.value);
}

void paintBarSegment(
    QPainter& painter, const QRectF& rect, const BarSegment& segment, const QPalette& palette)
{
    const QColor neutral = mutedTextColor(palette);
    if (segment.style == BarStyle::Bracket) {
        painter.setPen(neutral);
        painter.drawLine(
            QPointF(rect.left(), rect.center().y()), QPointF(rect.right(), rect.center().y()));
        painter.drawLine(rect.topLeft(), rect.bottomLeft());
        painter.drawLine(rect.topRight(), rect.bottomRight());
        return;
    }
    if (segment.style == BarStyle::Filled && segment.meaning) {
        painter.setBrushOrigin(rect.topLeft());
        painter.fillRect(rect, brushOf(*segment.meaning, palette));
        return;
    }
    if (segment.style == BarStyle::Plain && segment.meaning) {
        painter.fillRect(rect, colorOf(*segment.meaning, palette));
        return;
    }
    painter.setPen(segment.meaning ? penOf(*segment.meaning, palette, 2) : QPen(neutral));
    painter.setBrush(
        segment.style == BarStyle::Outlined ? palette.color(QPalette::Base) : gridColor(palette));
    painter.drawRect(rect.adjusted(0.5, 0.5, -0.5, -0.5));
}

void BarRows::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::FontChange) {
        setScale(ownScale());
        fitHeight();
    }
    QWidget::changeEvent(event);
}

} // namespace interleave::ui
