#include "ui/widgets/legend.h"

#include "ui/widgets/bar_rows.h"

#include <QEvent>
#include <QPainter>
#include <QStringList>

#include <algorithm>

namespace interleave::ui {

namespace {

constexpr int kSwatchWidth = 16;
constexpr int kSwatchHeight = 10;
constexpr int kGap = 6;
constexpr int kBetween = 16;

void paintHeights(QPainter& painter, const QRectF& swatch, const QColor& color)
{
    constexpr int kBars = 3;
    const double wide = swatch.width() / kBars;
    for (int bar = 0; bar < kBars; ++bar) {
        const double height = swatch.height() * (bar + 1) / kBars;
        painter.fillRect(
            QRectF(swatch.left() + bar * wide, swatch.bottom() - height, wide - 1, height), color);
    }
}

} // namespace

Legend::Legend(std::vector<LegendEntry> entries, QWidget* parent)
    : QWidget(parent)
{
    setAccessibleName(tr("Legend"));
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Minimum);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    setEntries(std::move(entries));
}

void Legend::setEntries(std::vector<LegendEntry> entries)
{
    m_entries = std::move(entries);
    QStringList words;
    for (const LegendEntry& entry : m_entries)
        words << entry.text;
    setAccessibleDescription(words.join(QStringLiteral("; ")));
    measure();
    updateGeometry();
    update();
}

void Legend::measure()
{
    m_widths.clear();
    for (const LegendEntry& entry : m_entries)
        m_widths.push_back(kSwatchWidth + kGap + fontMetrics().horizontalAdvance(entry.text) + 2);
}

void Legend::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::FontChange) {
        measure();
        updateGeometry();
    }
    QWidget::changeEvent(event);
}

QSize Legend::sizeHint() const
{
    int needed = 0;
    for (const int width : m_widths)
        needed += width + kBetween;
    return {needed, lineHeight()};
}

QSize Legend::minimumSizeHint() const
{
    return {m_widths.empty() ? 0 : std::ranges::max(m_widths), lineHeight()};
}

int Legend::heightForWidth(int width) const
{
    return m_entries.empty() ? lineHeight() : placesIn(width).back().bottom() + 1;
}

std::vector<QRect> Legend::placesIn(int width) const
{
    std::vector<QRect> places;
    QPoint next;
    for (const int needed : m_widths) {
        if (next.x() > 0 && next.x() + needed > width)
            next = {0, next.y() + lineHeight()};
        places.emplace_back(next, QSize(needed, lineHeight()));
        next.rx() += needed + kBetween;
    }
    return places;
}

void Legend::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const std::vector<QRect> places = placesIn(width());
    for (std::size_t i = 0; i < m_entries.size(); ++i) {
        const QRect& place = places[i];
        paintSwatch(painter,
            QRectF(place.x(),
                place.y() + (place.height() - kSwatchHeight) / 2,
                kSwatchWidth,
                kSwatchHeight),
            m_entries[i]);
        painter.setPen(mutedTextColor(palette()));
        painter.drawText(place.adjusted(kSwatchWidth + kGap, 0, 0, 0),
            Qt::AlignLeft | Qt::AlignVCenter,
            m_entries[i].text);
    }
}

void Legend::paintSwatch(QPainter& painter, const QRectF& swatch, const LegendEntry& entry) const
{
    painter.setBrushOrigin(swatch.topLeft());
    const QColor plain = palette().color(QPalette::WindowText);
    if (entry.swatch == Swatch::Area) {
        painter.fillRect(
            swatch, entry.meaning ? brushOf(*entry.meaning, palette()) : QBrush(plain));
    } else if (entry.swatch == Swatch::Neutral || entry.swatch == Swatch::Outlined) {
        paintBarSegment(painter,
            swatch,
            {.length = 1,
                .meaning = entry.meaning,
                .style = entry.swatch == Swatch::Neutral ? BarStyle::Filled : BarStyle::Outlined},
            palette());
    } else if (entry.swatch == Swatch::Amount) {
        painter.fillRect(swatch, amountColor(entry.amount, palette()));
    } else if (entry.swatch == Swatch::Heights) {
        paintHeights(painter, swatch, mutedTextColor(palette()));
    } else if (entry.swatch == Swatch::Plain) {
        painter.fillRect(swatch, entry.meaning ? colorOf(*entry.meaning, palette()) : plain);
    } else {
        painter.setPen(entry.meaning ? penOf(*entry.meaning, palette()) : QPen(plain));
        painter.drawLine(QPointF(swatch.left(), swatch.center().y()),
            QPointF(swatch.right(), swatch.center().y()));
    }
}

} // namespace interleave::ui
