#include "ui/key_list.h"

#include "ui/view_menu.h"

#include <QAction>
#include <QCoreApplication>
#include <QMenuBar>

namespace interleave::ui {

namespace {

struct KeyListText
{
    Q_DECLARE_TR_FUNCTIONS(KeyListText)
};

QString withoutLetter(QString text)
{
    return text.remove(u'&');
}

QString keysOf(const QAction& action)
{
    QString keys;
    for (const QKeySequence& key : action.shortcuts()) {
        const QString next = key.toString(QKeySequence::NativeText);
        keys = keys.isEmpty() ? next : KeyListText::tr("%1 or %2", "two keys").arg(keys, next);
    }
    return keys;
}

void addKeys(std::vector<KeyEntry>& keys, const QList<QAction*>& actions)
{
    for (const QAction* action : actions) {
        if (const QMenu* menu = action->menu())
            addKeys(keys, menu->actions());
        else if (!action->shortcuts().isEmpty())
            keys.push_back({.keys = keysOf(*action), .what = withoutLetter(action->text())});
    }
}

void addGroup(std::vector<KeyGroup>& groups, const QString& title, const QList<QAction*>& actions)
{
    KeyGroup group{.title = title};
    addKeys(group.keys, actions);
    if (!group.keys.empty())
        groups.push_back(std::move(group));
}

// A part of a view may have no name of its own.
QString nameOf(const QWidget& view)
{
    const QWidget* named = &view;
    while (named->accessibleName().isEmpty() && named->parentWidget() != nullptr)
        named = named->parentWidget();
    return named->accessibleName();
}

} // namespace

std::vector<KeyGroup> keysOfMenus(const QMenuBar& bar)
{
    std::vector<KeyGroup> groups;
    for (const QAction* menu : bar.actions()) {
        if (menu->menu() != nullptr && qobject_cast<const ViewMenu*>(menu->menu()) == nullptr)
            addGroup(groups, withoutLetter(menu->text()), menu->menu()->actions());
    }
    return groups;
}

std::vector<KeyGroup> keysOfViews(const QWidget& views)
{
    std::vector<KeyGroup> groups;
    for (const QWidget* view : viewsWithActions(views))
        addGroup(groups, nameOf(*view), view->actions());
    return groups;
}

} // namespace interleave::ui
