// What is photographed: every state of the window, from real runs.
#pragma once

namespace interleave::ui {

class Stage;

void playAll(Stage& stage);

} // namespace interleave::ui
