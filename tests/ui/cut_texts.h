// Finds text that a user cannot read to its end: over a tree of widgets, and over all that they
// paint themselves, charts too.
#pragma once

#include <QStringList>
#include <QWidget>

namespace interleave::ui {

/// What of the visible widgets in `window` is cut or shortened, or a count without its plural, each
/// with its widget. What can be scrolled to is not cut, nor what is shortened on purpose with the
/// whole in its tip, unless it is a reason or breaks off within a figure.
[[nodiscard]] QStringList cutTexts(QWidget& window);

} // namespace interleave::ui
