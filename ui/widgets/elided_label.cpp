#include "ui/widgets/elided_label.h"

#include "ui/widgets/wrapped_lines.h"

#include <QHelpEvent>
#include <QPainter>
#include <QStringBuilder>
#include <QStringList>
#include <QStyle>
#include <QToolTip>

namespace interleave::ui {

namespace {

// No figure is cut: half of a number is another number.
QString shownOf(const QString& line, const QFontMetrics& metrics, int room)
{
    const auto fits = [&](const QString& said) { return metrics.horizontalAdvance(said) <= room; };
    if (fits(line))
        return line;
    const QString said = shortened(line, fits);
    return said.isEmpty() ? metrics.elidedText(line, Qt::ElideRight, room) : said;
}

} // namespace

ElidedLabel::ElidedLabel(QWidget* parent)
    : QLabel(parent)
{
    setTextFormat(Qt::PlainText);
}

void ElidedLabel::keepRoomFor(const QString& text)
{
    if (text == m_longest)
        return;
    m_longest = text;
    updateGeometry();
}

void ElidedLabel::setElided(bool elided)
{
    if (elided == m_elided)
        return;
    m_elided = elided;
    setWordWrap(!elided);
    updateGeometry();
}

QSize ElidedLabel::sizeHint() const
{
    return QLabel::sizeHint().expandedTo({fontMetrics().horizontalAdvance(m_longest), 0});
}

QSize ElidedLabel::minimumSizeHint() const
{
    const QSize whole = QLabel::minimumSizeHint();
    return m_elided ? QSize(0, whole.height()) : whole;
}

// Each of its lines.
QString ElidedLabel::shownText() const
{
    QStringList lines = text().split(QLatin1Char('\n'));
    for (QString& line : lines)
        line = shownOf(line, fontMetrics(), contentsRect().width());
    return lines.join(QLatin1Char('\n'));
}

bool ElidedLabel::event(QEvent* event)
{
    const bool isShortened = event->type() == QEvent::ToolTip && m_elided && toolTip().isEmpty()
        && shownText() != text();
    if (!isShortened)
        return QLabel::event(event);
    // As one that wraps.
    const QString whole = QStringLiteral("<qt>%1</qt>").arg(text().toHtmlEscaped());
    QToolTip::showText(static_cast<QHelpEvent*>(event)->globalPos(), whole, this);
    return true;
}

void ElidedLabel::paintEvent(QPaintEvent* event)
{
    if (!m_elided)
        return QLabel::paintEvent(event);
    QPainter painter(this);
    style()->drawItemText(&painter,
        contentsRect(),
        static_cast<int>(alignment()),
        palette(),
        isEnabled(),
        shownText(),
        foregroundRole());
}

} // namespace interleave::ui
