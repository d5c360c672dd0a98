// Around what may need more room than there is: it gets what there is and no less than it needs,
// and scrolls where that is more. Whoever stands beside it keeps his place.
#pragma once

#include <QScrollArea>

namespace interleave::ui {

/// Owns `content`.
[[nodiscard]] QScrollArea* yieldingArea(QWidget* content);

} // namespace interleave::ui
