// The window's menus of choices: settings that it remembers, experiments to begin with.
#pragma once

#include "core/model/experiment.h"

#include <QList>

#include <functional>
#include <vector>

class QAction;
class QMenu;
class QWidget;

namespace interleave::ui {

class RunList;
class RunPage;

/// How much of the events of all runs is kept; the results always are. Sets what is remembered.
[[nodiscard]] QMenu* makeMemoryMenu(RunList* runs, QWidget* parent);

/// The experiments to begin with, at any time; `begin` is called with the ones that are chosen.
[[nodiscard]] QMenu* makeExamplesMenu(
    std::function<void(const std::vector<Experiment>&)> begin, QWidget* parent);

/// An action for each of runViews(), there only where the run that `page` shows has that view.
/// `bring` is called before, to have the page in sight.
[[nodiscard]] QList<QAction*> makeViewActions(
    RunPage* page, std::function<void()> bring, QWidget* parent);

/// The application's colours.
[[nodiscard]] QMenu* makeThemeMenu(QWidget* parent);

} // namespace interleave::ui
