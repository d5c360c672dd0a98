#include "ui/form_action.h"

#include "ui/config/experiment_form.h"
#include "ui/views/run_page.h"

#include <QEvent>
#include <QSettings>

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
    QSettings().setValue(formShownKey(), shown);
    if (hadFocus && !shown)
        m_page->takeFocus();
}

bool FormAction::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::ShowToParent || event->type() == QEvent::HideToParent)
        setChecked(!m_form->isHidden());
    return QAction::eventFilter(watched, event);
}

} // namespace interleave::ui
