#include "ui/widgets/still_box.h"

#include <QEvent>

#include <utility>

namespace interleave::ui {

StillBox::StillBox(QWidget* held, QWidget* parent)
    : QWidget(parent)
    , m_held(held)
{
    m_held->setParent(this);
    setSizePolicy(m_held->sizePolicy());
}

QSize StillBox::sizeHint() const
{
    return m_held->sizeHint().expandedTo(m_held->minimumSize());
}

QSize StillBox::minimumSizeHint() const
{
    return m_held->minimumSizeHint().expandedTo(m_held->minimumSize());
}

bool StillBox::hasHeightForWidth() const
{
    return m_held->hasHeightForWidth();
}

int StillBox::heightForWidth(int width) const
{
    return m_held->heightForWidth(width);
}

StillBox::Size StillBox::wanted() const
{
    if (hasHeightForWidth()) // what it wants does not depend on the words' width then
        return {.height = heightForWidth(width()), .byWidth = true};
    return {.hint = sizeHint(), .minimum = minimumSizeHint()};
}

bool StillBox::event(QEvent* event)
{
    // The held widget has a new content, or has been shown or hidden.
    if (event->type() == QEvent::LayoutRequest) {
        if (const Size now = wanted(); now != m_told) {
            m_told = now;
            updateGeometry();
        }
    }
    return QWidget::event(event);
}

void StillBox::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    m_held->setGeometry(rect());
    const Size now = wanted();
    if (now != std::exchange(m_told, now)) // its content may be new too, of which nobody was told
        updateGeometry();
}

} // namespace interleave::ui
