// A stack of pages of which only the one that is shown asks for room.
#pragma once

class QStackedWidget;
class QWidget;

namespace interleave::ui {

/// Shows `page`, which is one of the stack's. Left to itself, the largest page would decide how
/// small the window can be, though nobody sees it.
void showPage(QStackedWidget* stack, QWidget* page);

} // namespace interleave::ui
