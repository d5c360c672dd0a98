// What is photographed: every state of the window, from real runs.
#pragma once

#include <QString>

namespace interleave::ui {

class Stage;

/// The scene of that name, or all.
void play(Stage& stage, const QString& only);

} // namespace interleave::ui
