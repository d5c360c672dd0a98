#include "ui/view_menu.h"

#include "ui/export/chart_menus.h"

#include <QAbstractButton>
#include <QLineEdit>
#include <QMenuBar>
#include <QToolBar>

namespace interleave::ui {

namespace {

// Buttons, fields and bars have actions for themselves.
bool isView(const QWidget& widget)
{
    return widget.isVisible() && !widget.actions().isEmpty()
        && qobject_cast<const QAbstractButton*>(&widget) == nullptr
        && qobject_cast<const QLineEdit*>(&widget) == nullptr
        && qobject_cast<const QMenu*>(&widget) == nullptr
        && qobject_cast<const QMenuBar*>(&widget) == nullptr
        && qobject_cast<const QToolBar*>(&widget) == nullptr;
}

} // namespace

std::vector<QWidget*> viewsWithActions(const QWidget& parent)
{
    std::vector<QWidget*> views;
    for (QWidget* view : parent.findChildren<QWidget*>()) {
        if (isView(*view))
            views.push_back(view);
    }
    return views;
}

ViewMenu::ViewMenu(
    const QString& title, const QWidget* views, const ChartMenus* charts, QWidget* parent)
    : QMenu(title, parent)
    , m_views(views)
    , m_charts(charts)
{
    connect(this, &QMenu::aboutToShow, this, &ViewMenu::fill);
}

void ViewMenu::fill()
{
    clear();
    qDeleteAll(findChildren<QMenu*>(Qt::FindDirectChildrenOnly));
    for (const QWidget* view : viewsWithActions(*m_views))
        addActions(view->actions());
    if (!isEmpty())
        addSeparator();
    m_charts->addTo(this);
    if (isEmpty())
        addAction(tr("This view has nothing to choose or to move"))->setEnabled(false);
}

} // namespace interleave::ui
