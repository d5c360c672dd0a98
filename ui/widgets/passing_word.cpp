#include "ui/widgets/passing_word.h"

#include <QEvent>

#include <chrono>

namespace interleave::ui {

namespace {

constexpr std::chrono::seconds kSeen{5};
constexpr int kMargin = 8;

} // namespace

PassingWord::PassingWord(QWidget* under)
    : QLabel(under)
{
    setMargin(kMargin);
    setFrameShape(QFrame::Box);
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::ToolTipBase);
    setForegroundRole(QPalette::ToolTipText);
    setAttribute(Qt::WA_TransparentForMouseEvents);
    hide();
    m_ends.setSingleShot(true);
    connect(&m_ends, &QTimer::timeout, this, &QWidget::hide);
    under->installEventFilter(this);
}

void PassingWord::say(const QString& text)
{
    setText(text);
    setVisible(!text.isEmpty());
    m_ends.start(kSeen);
    place();
    raise();
}

void PassingWord::place()
{
    adjustSize();
    const QRect room = parentWidget()->rect();
    move((room.width() - width()) / 2, room.bottom() - height() - kMargin);
}

bool PassingWord::eventFilter(QObject* watched, QEvent* event)
{
    if (isVisible() && (event->type() == QEvent::Resize || event->type() == QEvent::LayoutRequest))
        place();
    return QLabel::eventFilter(watched, event);
}

} // namespace interleave::ui
