#include "ui/remembered_choice.h"

#include <QAction>
#include <QActionGroup>
#include <QMenu>
#include <QSettings>

namespace interleave::ui {

void addRememberedChoice(QMenu* menu,
    const QString& key,
    qulonglong usual,
    const QList<std::pair<QString, qulonglong>>& choices,
    const std::function<void(qulonglong)>& apply)
{
    const qulonglong chosen = rememberedChoice(key, usual);
    auto* group = new QActionGroup(menu);
    for (const auto& [title, value] : choices) {
        QAction* action = menu->addAction(title, menu, [key, value = value, apply] {
            QSettings().setValue(key, value);
            apply(value);
        });
        action->setCheckable(true);
        action->setChecked(value == chosen);
        group->addAction(action);
    }
}

qulonglong rememberedChoice(const QString& key, qulonglong usual)
{
    return QSettings().value(key, usual).toULongLong();
}

} // namespace interleave::ui
