#include "ui/widgets/holder.h"

#include <QEvent>

namespace interleave::ui {

Holder::Holder(QWidget* content, QWidget* parent)
    : QWidget(parent)
    , m_content(content)
{
    content->setParent(this);
}

QSize Holder::sizeHint() const
{
    return isHidden() ? QSize(0, 0) : m_content->sizeHint().expandedTo(m_content->minimumSize());
}

QSize Holder::minimumSizeHint() const
{
    return isHidden() ? QSize(0, 0)
                      : m_content->minimumSizeHint().expandedTo(m_content->minimumSize());
}

void Holder::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    m_content->setGeometry(rect());
}

// What its content needs by now, nobody was told.
void Holder::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    updateGeometry();
}

bool Holder::event(QEvent* event)
{
    if (event->type() == QEvent::LayoutRequest) {
        m_content->setGeometry(rect()); // it may fit by now, where it needed more
        updateGeometry();
    }
    return QWidget::event(event);
}

} // namespace interleave::ui
