// The window's menus of choices: settings that it remembers, experiments to begin with.
#pragma once

#include "core/model/experiment.h"

#include <functional>

class QMenu;
class QWidget;

namespace interleave::ui {

class RunList;

/// How much of the events of all runs is kept; the results always are. Sets what is remembered.
[[nodiscard]] QMenu* makeMemoryMenu(RunList* runs, QWidget* parent);

/// The experiments to begin with, at any time; `begin` is called with the one that is chosen.
[[nodiscard]] QMenu* makeExamplesMenu(
    std::function<void(const Experiment&)> begin, QWidget* parent);

/// The application's colours.
[[nodiscard]] QMenu* makeThemeMenu(QWidget* parent);

} // namespace interleave::ui
