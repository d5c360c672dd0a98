#include "ui/low_window.h"

#include "ui/views/run_page.h"

#include <QEvent>

namespace interleave::ui {

namespace {

constexpr int kFewestLines = 48; // that a page has room for all with

} // namespace

bool isLow(int windowHeight, int lineSpacing)
{
    return windowHeight < kFewestLines * lineSpacing;
}

LowWindow::LowWindow(QWidget* window, RunPage* page)
    : QObject(window)
    , m_window(window)
    , m_page(page)
{
    window->installEventFilter(this);
    tell();
}

bool LowWindow::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::Resize || event->type() == QEvent::FontChange)
        tell();
    return QObject::eventFilter(watched, event);
}

void LowWindow::tell()
{
    m_page->setLow(isLow(m_window->height(), m_window->fontMetrics().lineSpacing()));
}

} // namespace interleave::ui
