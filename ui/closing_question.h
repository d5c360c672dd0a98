// What the user is asked before runs go with what they gave.
#pragma once

#include <QString>

namespace interleave::ui {

class Run;
class RunList;

/// Before this one is closed; empty where nothing would be lost.
[[nodiscard]] QString questionBeforeClosing(const Run& run);

/// Before the window is: empty where all that would be lost can be had again in a moment.
[[nodiscard]] QString questionBeforeClosing(const RunList& runs);

} // namespace interleave::ui
