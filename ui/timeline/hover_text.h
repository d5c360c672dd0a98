// What the pointer's tip says at a place of the timeline's rows.
#pragma once

#include <QString>

class QPointF;

namespace interleave::ui {

class TimelineDisplay;
class TimelineModel;
class TimelineRows;

/// Empty where nothing is.
[[nodiscard]] QString hoverText(const TimelineModel& model,
    const TimelineDisplay& display,
    const TimelineRows& rows,
    const QPointF& place);

} // namespace interleave::ui
