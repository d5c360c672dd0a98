// What the timeline says about a task, a pixel and a row, in words.
#pragma once

#include "core/timeline/timeline_index.h"
#include "ui/models/task_selection.h"
#include "ui/widgets/facts_label.h"

#include <QFontMetrics>
#include <QString>

namespace interleave::ui {

class TimelineModel;

[[nodiscard]] TaskPlace placeOf(const TimelineModel& model, const RecordedTask& task);

[[nodiscard]] Facts factsOf(const TimelineModel& model, const RecordedTask& task);

/// The task in one line: "#1,234 · worker 2 · 18.2 µs".
[[nodiscard]] QString taskLine(const TimelineModel& model, const RecordedTask& task);

/// "decoding 4.10 ms": what the task did at that time, most of it; empty where it does not tell.
[[nodiscard]] QString partLine(
    const TimelineModel& model, const RecordedTask& task, const TickRange& time);

/// What stands on a task that has `room` pixels: its name, shortened as long as it can still be
/// told from others; else its number.
[[nodiscard]] QString taskLabel(
    const QString& name, std::uint64_t task, const QFontMetrics& font, int room);

/// Of a wait that was not over when the trial ended.
[[nodiscard]] QString waitWithoutEndText(
    const TimelineModel& model, unsigned worker, const TraceEvent& wait);

/// What a pixel of a worker's or core's row holds, for the pointer that rests on it.
[[nodiscard]] QString columnText(const TimelineColumn& column, double columnNs, double nsPerTick);

} // namespace interleave::ui
