// The window's menus of settings that it remembers.
#pragma once

class QMenu;
class QWidget;

namespace interleave::ui {

class RunList;

/// How much of the events of all runs is kept; the results always are. Sets what is remembered.
[[nodiscard]] QMenu* makeMemoryMenu(RunList* runs, QWidget* parent);

/// The application's colours.
[[nodiscard]] QMenu* makeThemeMenu(QWidget* parent);

} // namespace interleave::ui
