// The texts of a window as its widgets have them: what is painted only, cutTexts reads.
#pragma once

#include <QStringList>
#include <QWidget>

namespace interleave::ui {

/// Labels, buttons, tabs, lists of choices, tool tips and what is told to a screen reader.
[[nodiscard]] QStringList wordsIn(const QWidget& place);

/// Whether a text was given for its plural and has none: "3 trial(s)".
[[nodiscard]] bool hasOpenPlural(const QString& text);

} // namespace interleave::ui
