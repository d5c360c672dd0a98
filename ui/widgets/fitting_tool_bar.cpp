#include "ui/widgets/fitting_tool_bar.h"

#include <QEvent>
#include <QLayout>
#include <QToolButton>

namespace interleave::ui {

FittingToolBar::FittingToolBar(const QString& title, QWidget* parent)
    : QToolBar(title, parent)
{
    setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
}

void FittingToolBar::resizeEvent(QResizeEvent* event)
{
    fit();
    QToolBar::resizeEvent(event);
}

void FittingToolBar::changeEvent(QEvent* event)
{
    QToolBar::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange)
        fit();
}

void FittingToolBar::actionEvent(QActionEvent* event)
{
    QToolBar::actionEvent(event);
    fit();
}

void FittingToolBar::fit()
{
    QList<QToolButton*> fromTheLast;
    for (QAction* action : actions()) {
        if (auto* button = qobject_cast<QToolButton*>(widgetForAction(action)))
            fromTheLast.prepend(button);
    }
    const auto set = [this](QToolButton* button, Qt::ToolButtonStyle style) {
        button->setToolButtonStyle(style);
        layout()->invalidate(); // also of one that is not in sight
    };
    for (QToolButton* button : fromTheLast)
        set(button, Qt::ToolButtonTextBesideIcon);
    for (QToolButton* button : fromTheLast) {
        if (sizeHint().width() <= width())
            return;
        set(button, Qt::ToolButtonIconOnly);
    }
}

} // namespace interleave::ui
