// Around what may need more room than there is: it gets what there is and no less than it needs,
// and scrolls where that is more. Whoever stands beside it keeps his place.
#pragma once

#include <QScrollArea>

namespace interleave::ui {

class YieldingArea final : public QScrollArea
{
    Q_OBJECT

public:
    /// Owns `content`.
    explicit YieldingArea(QWidget* content);

    /// The width that its content needs, beside the scroll bar for its height: with less it scrolls
    /// sideways.
    [[nodiscard]] int leastWidth() const;
};

} // namespace interleave::ui
