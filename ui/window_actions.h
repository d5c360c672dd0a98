// What the window can be told to do, by menu, tool bar and key.
#pragma once

class QAction;
class QObject;
class QString;
class QToolBar;
class QWidget;

namespace interleave::ui {

struct WindowActions
{
    QAction* run;
    QAction* stop;
    QAction* clear; // what is selected; stops where nothing is
    QAction* compare;
    QAction* primitives;
    QAction* executors;
    QAction* open;
    QAction* save;
    QAction* saveRun;

    /// And its key.
    static void setHelp(QAction* action, const QString& help);
    /// While a run goes on it can only be stopped.
    void setRunning(bool running) const;
};

/// They belong to `parent`, and do nothing yet.
[[nodiscard]] WindowActions makeWindowActions(QObject* parent);
/// `parent` is the window.
[[nodiscard]] QToolBar* makeToolBar(const WindowActions& actions, QWidget* parent);

/// One of them, unless there is a reason against it, which stands in its tooltip then.
void offer(QAction& action, const QString& whyNot);

} // namespace interleave::ui
