#include "ui/widgets/yielding_area.h"

#include "ui/widgets/holder.h"

#include <QScrollBar>

namespace interleave::ui {

// A scroll area gives texts that wrap the height that they would like, though they need less: what
// it is told by a Holder is what they need.
YieldingArea::YieldingArea(QWidget* content)
{
    setFrameShape(QFrame::NoFrame);
    setWidgetResizable(true);
    setFocusPolicy(Qt::NoFocus);
    setWidget(new Holder(content));
}

int YieldingArea::leastWidth() const
{
    return widget()->minimumSizeHint().width() + verticalScrollBar()->sizeHint().width();
}

} // namespace interleave::ui
