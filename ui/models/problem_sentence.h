// What findProblems() says of an experiment, in a sentence for the window.
#pragma once

#include <QString>

#include <string>

namespace interleave::ui {

/// Without the field's name in front, as the command line says it.
[[nodiscard]] QString sentenceOf(const std::string& message);

} // namespace interleave::ui
