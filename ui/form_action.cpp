#include "ui/form_action.h"

#include "ui/config/experiment_form.h"
#include "ui/views/run_page.h"

#include <QCoreApplication>
#include <QEvent>
#include <QSettings>
#include <QSplitter>

#include <algorithm>

namespace interleave::ui {

namespace {

QString formShownKey()
{
    return QStringLiteral("window/form");
}

} // namespace

FormAction::FormAction(ExperimentForm* form, RunPage* page, QObject* parent)
    : QAction(tr("&Form"), parent)
    , m_form(form)
    , m_page(page)
{
    setCheckable(true);
    setShortcut(tr("Ctrl+Shift+F"));
    m_form->setVisible(QSettings().value(formShownKey(), true).toBool());
    setChecked(!m_form->isHidden());
    m_form->installEventFilter(this);
    connect(this, &QAction::triggered, this, &FormAction::choose);
}

void FormAction::choose(bool shown)
{
    const QWidget* focus = m_form->window()->focusWidget();
    const bool hadFocus = focus != nullptr && m_form->isAncestorOf(focus);
    m_form->setVisible(shown);
    if (shown)
        giveRoom();
    QSettings().setValue(formShownKey(), shown);
    if (hadFocus && !shown)
        m_page->takeFocus();
}

// As much as it had, and what it usually has: in a small window the splitter gives it next to
// nothing.
void FormAction::giveRoom()
{
    auto* split = qobject_cast<QSplitter*>(m_form->parentWidget());
    if (split == nullptr)
        return;
    QCoreApplication::sendPostedEvents(split, QEvent::LayoutRequest); // else it shares anew later
    const int usual = m_form->sizeHint().width();
    const int most = std::max(usual, split->width() / 2);
    const int wanted = std::clamp(m_width, usual, most);
    const int all = split->width() - split->handleWidth();
    split->setSizes({wanted, all - wanted}); // which leaves to each what it needs
}

bool FormAction::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::HideToParent)
        m_width = m_form->width();
    if (event->type() == QEvent::ShowToParent || event->type() == QEvent::HideToParent)
        setChecked(!m_form->isHidden());
    return QAction::eventFilter(watched, event);
}

} // namespace interleave::ui
