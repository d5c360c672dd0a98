#include "ui/widgets/folding_splitter.h"

#include "ui/widgets/text_room.h"

#include <QChildEvent>

#include <algorithm>

namespace interleave::ui {

FoldingSplitter::FoldingSplitter(QWidget* parent)
    : QSplitter(Qt::Horizontal, parent)
{
    setChildrenCollapsible(false);
}

QSize FoldingSplitter::minimumSizeHint() const
{
    QSize least = QSplitter::minimumSizeHint();
    int widest = 0;
    for (int i = 0; i < count(); ++i) {
        if (!widget(i)->isHidden())
            widest = std::max(widest, widget(i)->minimumSizeHint().width());
    }
    least.setWidth(widest);
    return least;
}

int FoldingSplitter::widthOfAll() const
{
    int sum = 0;
    int parts = 0;
    for (int i = 0; i < count(); ++i) {
        if (widget(i)->isHidden())
            continue;
        sum += widget(i)->minimumSizeHint().width();
        ++parts;
    }
    return sum + std::max(parts - 1, 0) * handleWidth();
}

// What the user gave each part is a share of the width, or of the height.
void FoldingSplitter::fold()
{
    const Qt::Orientation fitting = width() < widthOfAll() ? Qt::Vertical : Qt::Horizontal;
    if (fitting == orientation())
        return;
    const QList<int> shares = sizes();
    setOrientation(fitting);
    if (std::ranges::any_of(shares, [](int share) { return share > 0; }))
        setSizes(shares);
}

void FoldingSplitter::childEvent(QChildEvent* event)
{
    QSplitter::childEvent(event);
    auto* part = qobject_cast<QWidget*>(event->child());
    if (event->added() && part != nullptr && qobject_cast<QSplitterHandle*>(part) == nullptr)
        keepTextRoom(*part);
}

void FoldingSplitter::resizeEvent(QResizeEvent* event)
{
    fold();
    QSplitter::resizeEvent(event);
}

// A part needs more room, or less.
bool FoldingSplitter::event(QEvent* event)
{
    const bool handled = QSplitter::event(event);
    if (event->type() == QEvent::LayoutRequest && testAttribute(Qt::WA_Resized))
        fold();
    return handled;
}

} // namespace interleave::ui
