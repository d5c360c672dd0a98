// What is wrong with a setting, in the window's words.
#pragma once

#include <QString>

#include <string>

namespace interleave::ui {

/// A message of core's without the name of its field, for where that is known or named otherwise.
[[nodiscard]] QString sentenceOf(const std::string& message);

/// A message of core's, to whoever it may have been made, as the form says it: its field by the
/// title, and what it advises to set (core/model/setting_advice.h). The rest stays to the byte.
[[nodiscard]] QString inFormsWords(const QString& message);

} // namespace interleave::ui
