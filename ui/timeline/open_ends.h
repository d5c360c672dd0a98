// What goes on to the end of a row because nothing ended it: waits for locks that were never got,
// and times of which no task was recorded.
#pragma once

#include "core/timeline/timeline_index.h"
#include "ui/timeline/timeline_display.h"

#include <QRect>
#include <QRegion>

#include <span>
#include <vector>

namespace interleave::ui {

struct WaitWithoutEnd
{
    unsigned worker;
    TraceEvent wait;
};

struct OpenEnds
{
    std::vector<TickRange> notRecorded;
    std::vector<WaitWithoutEnd> waits;

    [[nodiscard]] bool empty() const { return notRecorded.empty() && waits.empty(); }
};

/// Of a row. On a core those of the workers whose last task ended there: where they are meanwhile
/// nobody knows.
[[nodiscard]] OpenEnds openEndsOf(const TimelineIndex& index, RowKind rows, unsigned row);

/// Where no task is drawn in a bar of so many columns.
[[nodiscard]] QRegion freeOfTasks(const QRect& bar, std::span<const TimelineColumn> columns);

} // namespace interleave::ui
