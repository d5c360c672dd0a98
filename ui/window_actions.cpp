#include "ui/window_actions.h"

#include <QAction>
#include <QCoreApplication>

namespace interleave::ui {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("WindowActions", text);
}

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
    action->setToolTip(tr("%1 (%2)").arg(texts.help, key.toString(QKeySequence::NativeText)));
    return action;
}

} // namespace

WindowActions makeWindowActions(QObject* parent)
{
    const auto make = [parent](const Texts& texts, const QKeySequence& key) {
        return makeAction(parent, texts, key);
    };
    return {
        .run = make(
            {tr("&Run"), tr("▶ Run"), tr("Runs the experiment in real processes")}, tr("Ctrl+R")),
        .stop
        = make({tr("&Stop"), tr("■ Stop"), tr("Stops the run; what was done until then stays")},
            tr("Esc")),
        .compare = make({tr("With and without &lock"),
                            tr("A|B With and without lock"),
                            tr("Runs the experiment twice, without a primitive and with one, and "
                               "shows both side by side")},
            tr("Ctrl+L")),
        .primitives = make({tr("Compare &primitives…"),
                               tr("Compare primitives…"),
                               tr("Runs the experiment with several primitives by turns and sets "
                                  "them side by side")},
            tr("Ctrl+Shift+L")),
        .open
        = make({tr("&Open…"), tr("Open"), tr("Opens an experiment, or the recording of a run")},
            QKeySequence::Open),
        .save = make(
            {tr("&Save experiment…"), tr("Save experiment"), tr("Saves the experiment as a file")},
            QKeySequence::Save),
        .saveRun = make({tr("Save &run…"),
                            tr("Save run"),
                            tr("Saves the last run: every event of its last trial, and its result; "
                               "under a name that ends in .json the result alone")},
            tr("Ctrl+E")),
    };
}

void WindowActions::setRunning(bool running) const
{
    for (QAction* action : {run, compare, primitives, open})
        action->setEnabled(!running);
    stop->setEnabled(running);
}

} // namespace interleave::ui
