#include "ui/widgets/gestures.h"

#include <QAction>
#include <QKeyEvent>
#include <QWidget>

#include <algorithm>

namespace interleave::ui {

namespace {

// Shift makes "+" of another key on many keyboards; the keys with digits have a "+" of their own.
bool isMeant(const QKeyEvent& event, const QKeySequence& key)
{
    const Qt::KeyboardModifiers modifiers = event.modifiers() & ~Qt::KeypadModifier;
    const auto with = [&](Qt::KeyboardModifiers held) {
        return key == QKeySequence(QKeyCombination(held, static_cast<Qt::Key>(event.key())));
    };
    const bool isSign = event.key() > Qt::Key_Space && event.key() < Qt::Key_A;
    return with(modifiers) || (isSign && with(modifiers & ~Qt::ShiftModifier));
}

} // namespace

QAction* addGesture(QWidget& widget,
    const QString& text,
    const QList<QKeySequence>& keys,
    std::function<void()> does)
{
    auto* action = new QAction(text, &widget);
    action->setShortcuts(keys);
    action->setShortcutContext(Qt::WidgetShortcut);
    QObject::connect(action, &QAction::triggered, &widget, std::move(does));
    widget.addAction(action);
    return action;
}

void separateGestures(QWidget& widget)
{
    auto* line = new QAction(&widget);
    line->setSeparator(true);
    widget.addAction(line);
}

bool triggerGesture(const QWidget& widget, const QKeyEvent& event)
{
    for (QAction* action : widget.actions()) {
        const QList<QKeySequence> keys = action->shortcuts();
        if (std::ranges::none_of(keys, [&](const auto& key) { return isMeant(event, key); }))
            continue;
        action->trigger();
        return true;
    }
    return false;
}

} // namespace interleave::ui
