#include "ui/widgets/elided_label.h"

#include <QHelpEvent>
#include <QPainter>
#include <QRegularExpression>
#include <QStringBuilder>
#include <QStringList>
#include <QStyle>
#include <QToolTip>

namespace interleave::ui {

namespace {

// The most of `line` that ends where `end` matches and fits, with its sign; empty: nothing does.
QString endedAt(
    const QRegularExpression& end, const QString& line, const QFontMetrics& metrics, int room)
{
    QString most;
    for (const QRegularExpressionMatch& found : end.globalMatch(line)) {
        const QString said = line.left(found.capturedStart()) % QStringLiteral(" …");
        if (metrics.horizontalAdvance(said) <= room)
            most = said;
    }
    return most;
}

// No figure is cut: half of a number is another number.
QString shortened(const QString& line, const QFontMetrics& metrics, int room)
{
    static const QRegularExpression kStatement(QStringLiteral(" · |(?<=[.;]) "));
    static const QRegularExpression kPart(QStringLiteral("(?<=[,:]) "));
    if (metrics.horizontalAdvance(line) <= room)
        return line;
    for (const QRegularExpression& end : {kStatement, kPart}) {
        if (const QString said = endedAt(end, line, metrics, room); !said.isEmpty())
            return said;
    }
    return metrics.elidedText(line, Qt::ElideRight, room);
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
        line = shortened(line, fontMetrics(), contentsRect().width());
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
