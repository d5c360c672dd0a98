// What is wrong with a setting, in the window's words.
#pragma once

#include <QString>

#include <string>

namespace interleave::ui {

/// A message of core's without the name of its field, for where that is known or named otherwise.
[[nodiscard]] QString sentenceOf(const std::string& message);

} // namespace interleave::ui
