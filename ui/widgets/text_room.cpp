#include "ui/widgets/text_room.h"

#include <QEvent>
#include <QLayout>
#include <QWidget>

namespace interleave::ui {

namespace {

class TextRoom final : public QObject
{
public:
    explicit TextRoom(QWidget& widget)
        : QObject(&widget)
        , m_widget(widget)
    {
        widget.installEventFilter(this);
    }
    bool eventFilter(QObject* watched, QEvent* event) override
    {
        // Also where it comes into sight: of what changes meanwhile a hidden layout knows nothing.
        const bool changed = event->type() == QEvent::Resize
            || event->type() == QEvent::LayoutRequest || event->type() == QEvent::Show;
        const QLayout* layout = m_widget.layout();
        if (changed && layout != nullptr && layout->hasHeightForWidth() && m_widget.width() > 0)
            m_widget.setMinimumHeight(layout->totalMinimumHeightForWidth(m_widget.width()));
        return QObject::eventFilter(watched, event);
    }

private:
    QWidget& m_widget;
};

} // namespace

void keepTextRoom(QWidget& widget)
{
    new TextRoom(widget);
}

} // namespace interleave::ui
