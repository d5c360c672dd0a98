#include "ui/widgets/elided_label.h"

#include <QPainter>
#include <QStyle>

namespace interleave::ui {

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

QSize ElidedLabel::sizeHint() const
{
    return QLabel::sizeHint().expandedTo({fontMetrics().horizontalAdvance(m_longest), 0});
}

QSize ElidedLabel::minimumSizeHint() const
{
    return {0, QLabel::minimumSizeHint().height()};
}

void ElidedLabel::paintEvent(QPaintEvent* /*event*/)
{
    QPainter painter(this);
    style()->drawItemText(&painter,
        contentsRect(),
        static_cast<int>(alignment()),
        palette(),
        isEnabled(),
        fontMetrics().elidedText(text(), Qt::ElideRight, contentsRect().width()),
        foregroundRole());
}

} // namespace interleave::ui
