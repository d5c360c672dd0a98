// Room for texts that wrap, where a minimum counts one line of each: splitters and scroll areas ask
// nobody for the height at a width.
#pragma once

class QWidget;

namespace interleave::ui {

/// From now on `widget` is never less high than its layout needs at its width.
void keepTextRoom(QWidget& widget);

} // namespace interleave::ui
