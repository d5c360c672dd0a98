// One font for the window: what is larger, smaller or bold is made from the application's, and
// follows it.
#pragma once

#include <QFont>
#include <QWidget>

#include <functional>

namespace interleave::ui {

/// The application's font from now on. Every widget is told: Qt tells only windows, and a font that
/// a widget has of its own stays.
void setApplicationFont(const QFont& font);

/// The widget's font is what `derive` makes of the application's, whatever that becomes.
void followApplicationFont(QWidget& widget, std::function<QFont(const QFont&)> derive);

/// The desktop's font with letters of one width, as large as `font`: for programs.
[[nodiscard]] QFont codeFont(const QFont& font);

} // namespace interleave::ui
