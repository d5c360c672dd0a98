// What can be done to a view by keys, each as an action of its widget: so it has a name, stands in
// the window's menu of what is seen, and says its keys there.
#pragma once

#include <QKeySequence>
#include <QList>

#include <functional>

class QAction;
class QKeyEvent;
class QString;
class QWidget;

namespace interleave::ui {

/// The keys work while `widget` itself has the focus, and where it passes key events on to
/// triggerGesture().
QAction* addGesture(QWidget& widget,
    const QString& text,
    const QList<QKeySequence>& keys,
    std::function<void()> does);

/// A line in the menu.
void separateGestures(QWidget& widget);

/// Does what the keys stand for; false where they stand for nothing.
bool triggerGesture(const QWidget& widget, const QKeyEvent& event);

} // namespace interleave::ui
