#include "ui/widgets/legend.h"

#include <QPainter>
#include <QStringList>

namespace interleave::ui {

namespace {

constexpr int kSwatchWidth = 16;
constexpr int kSwatchHeight = 10;
constexpr int kGap = 6;
constexpr int kBetween = 16;

} // namespace

Legend::Legend(std::vector<LegendEntry> entries, QWidget* parent)
    : QWidget(parent)
    , m_entries(std::move(entries))
{
    QStringList words;
    for (const LegendEntry& entry : m_entries)
        words << entry.text;
    setAccessibleName(tr("Legend"));
    setAccessibleDescription(words.join(QStringLiteral("; ")));
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
}

QSize Legend::sizeHint() const
{
    int needed = 0;
    for (const LegendEntry& entry : m_entries)
        needed += kSwatchWidth + kGap + fontMetrics().horizontalAdvance(entry.text) + kBetween;
    return {needed, fontMetrics().height() + 2};
}

void Legend::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    double x = 0;
    for (const LegendEntry& entry : m_entries) {
        const QRectF swatch(x, (height() - kSwatchHeight) / 2, kSwatchWidth, kSwatchHeight);
        painter.setBrushOrigin(swatch.topLeft());
        const QColor plain = palette().color(QPalette::WindowText);
        if (entry.swatch == Swatch::Area) {
            painter.fillRect(
                swatch, entry.meaning ? brushOf(*entry.meaning, palette()) : QBrush(plain));
        } else if (entry.swatch == Swatch::Plain) {
            painter.fillRect(swatch, entry.meaning ? colorOf(*entry.meaning, palette()) : plain);
        } else {
            painter.setPen(entry.meaning ? penOf(*entry.meaning, palette()) : QPen(plain));
            painter.drawLine(QPointF(swatch.left(), swatch.center().y()),
                QPointF(swatch.right(), swatch.center().y()));
        }
        painter.setPen(mutedTextColor(palette()));
        x += kSwatchWidth + kGap;
        const int textWidth = fontMetrics().horizontalAdvance(entry.text);
        painter.drawText(
            QRectF(x, 0, textWidth + 2, height()), Qt::AlignLeft | Qt::AlignVCenter, entry.text);
        x += textWidth + kBetween;
    }
}

} // namespace interleave::ui
