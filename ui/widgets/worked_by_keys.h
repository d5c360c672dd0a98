// Which part of a view keys work.
#pragma once

class QWidget;

namespace interleave::ui {

/// What of it has gestures: rows, a table, a gallery, and no field or button beside them. Null
/// where nothing of it does.
[[nodiscard]] QWidget* workedByKeys(const QWidget& view);

} // namespace interleave::ui
