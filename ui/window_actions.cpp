#include "ui/window_actions.h"

#include "ui/widgets/fitting_tool_bar.h"
#include "ui/widgets/icon.h"

#include <QAction>
#include <QCoreApplication>

namespace interleave::ui {

namespace {

struct WindowActionsText
{
    Q_DECLARE_TR_FUNCTIONS(WindowActionsText)
};

struct Texts
{
    QString menu;
    QString tool;
    QString help;
};

QAction* makeAction(QObject* parent, const Texts& texts, const QKeySequence& key)
{
    auto* action = new QAction(texts.menu, parent);
    action->setIconText(texts.tool);
    action->setShortcut(key);
    WindowActions::setHelp(action, texts.help);
    return action;
}

void setIcons(const WindowActions& actions)
{
    actions.run->setIcon(iconNamed("run"));
    actions.stop->setIcon(iconNamed("stop"));
    actions.compare->setIcon(iconNamed("lock-and-none"));
    actions.primitives->setIcon(iconNamed("primitives"));
    actions.executors->setIcon(iconNamed("executors"));
    actions.open->setIcon(iconNamed("open"));
    actions.save->setIcon(iconNamed("save"));
    actions.saveRun->setIcon(iconNamed("save-run"));
}

} // namespace

WindowActions makeWindowActions(QObject* parent)
{
    const auto make = [parent](const Texts& texts, const QKeySequence& key) {
        return makeAction(parent, texts, key);
    };
    WindowActions actions{
        .run = make({WindowActionsText::tr("&Run"),
                        WindowActionsText::tr("Run"),
                        WindowActionsText::tr("Runs the experiment in real processes")},
            WindowActionsText::tr("Ctrl+R")),
        .stop
        = make({WindowActionsText::tr("&Stop"),
                   WindowActionsText::tr("Stop"),
                   WindowActionsText::tr("Stops the run; what was done until then stays (Esc)")},
            {}),
        .clear
        = make({WindowActionsText::tr("&Clear selection"),
                   WindowActionsText::tr("Clear selection"),
                   WindowActionsText::tr(
                       "Takes back what is selected; where nothing is, ends the presentation, or "
                       "else stops the run")},
            WindowActionsText::tr("Esc")),
        .compare = make({WindowActionsText::tr("With and without &lock"),
                            WindowActionsText::tr("With and without lock"),
                            WindowActionsText::tr(
                                "Runs the experiment without a primitive and with one, by turns, "
                                "and shows both side by side")},
            WindowActionsText::tr("Ctrl+L")),
        .primitives = make({WindowActionsText::tr("Compare &primitives…"),
                               WindowActionsText::tr("Compare primitives…"),
                               WindowActionsText::tr(
                                   "Runs the experiment with several primitives by turns and sets "
                                   "them side by side")},
            WindowActionsText::tr("Ctrl+Shift+L")),
        .executors = make({WindowActionsText::tr("Compare e&xecutors"),
                              WindowActionsText::tr("Compare executors"),
                              WindowActionsText::tr(
                                  "Runs the experiment by all executors that can run it, by turns, "
                                  "and sets them side by side")},
            WindowActionsText::tr("Ctrl+Shift+X")),
        .open = make({WindowActionsText::tr("&Open…"),
                         WindowActionsText::tr("Open"),
                         WindowActionsText::tr("Opens an experiment, or a run")},
            QKeySequence::Open),
        .save = make({WindowActionsText::tr("&Save experiment…"),
                         WindowActionsText::tr("Save experiment"),
                         WindowActionsText::tr("Saves the experiment as a file")},
            QKeySequence::Save),
        .saveRun
        = make({WindowActionsText::tr("Save &run…"),
                   WindowActionsText::tr("Save run"),
                   WindowActionsText::tr(
                       "Saves the run that is shown: its result, and every event of the last "
                       "trial of all that it compares; under a name that ends in .json the result "
                       "alone")},
            WindowActionsText::tr("Ctrl+E")),
    };
    setIcons(actions);
    return actions;
}

QToolBar* makeToolBar(const WindowActions& actions, QWidget* parent)
{
    auto* bar = new FittingToolBar(WindowActionsText::tr("Run"), parent);
    bar->setObjectName(QStringLiteral("toolbar"));
    bar->setMovable(false);
    bar->addActions({actions.run, actions.stop});
    bar->addSeparator();
    bar->addActions({actions.compare, actions.primitives});
    bar->addSeparator();
    bar->addActions({actions.open, actions.save, actions.saveRun});
    return bar;
}

void WindowActions::setHelp(QAction* action, const QString& help)
{
    const QKeySequence key = action->shortcut();
    action->setToolTip(key.isEmpty()
            ? help
            : WindowActionsText::tr("%1 (%2)").arg(help, key.toString(QKeySequence::NativeText)));
    action->setWhatsThis(action->toolTip());
}

void offer(QAction& action, const QString& whyNot)
{
    action.setEnabled(whyNot.isEmpty());
    action.setToolTip(whyNot.isEmpty()
            ? action.whatsThis()
            : WindowActionsText::tr("%1\n%2").arg(action.whatsThis(), whyNot));
}

void WindowActions::setRunning(bool running) const
{
    for (QAction* action : {run, compare, primitives, executors, open})
        action->setEnabled(!running);
    stop->setEnabled(running);
}

} // namespace interleave::ui
