#include "ui/timeline/hover_text.h"

#include "ui/models/timeline_model.h"
#include "ui/timeline/open_ends.h"
#include "ui/timeline/task_text.h"
#include "ui/timeline/timeline_display.h"
#include "ui/timeline/timeline_rows.h"

#include <cmath>

namespace interleave::ui {

namespace {

// On a core several may wait.
QString waitsText(const TimelineModel& model, const OpenEnds& ends, const TickRange& pixel)
{
    QStringList lines;
    for (const auto& [worker, wait] : ends.waits) {
        if (overlap(rangeOf(wait), pixel))
            lines << waitWithoutEndText(model, worker, wait);
    }
    return lines.join(QLatin1Char('\n'));
}

} // namespace

QString hoverText(const TimelineModel& model,
    const TimelineDisplay& display,
    const TimelineRows& rows,
    const QPointF& place)
{
    const auto row = display.rowAt(static_cast<int>(place.y()));
    const TimelineIndex* index = model.index();
    const TimeScale time = rows.scale();
    if (index == nullptr || !row || time.range.isEmpty())
        return {};
    const double left = time.timeAt(std::floor(place.x()));
    const TickRange pixel = model.ticksOf({left, left + time.nsPerPixel()});
    TimelineColumn column;
    if (display.rowKind() == RowKind::Workers)
        index->columns(static_cast<unsigned>(*row), pixel, {&column, 1});
    else
        index->coreColumns(index->cores()[static_cast<std::size_t>(*row)], pixel, {&column, 1});
    if (column.tasks > 1)
        return columnText(column, time.nsPerPixel(), model.nsPerTick());
    if (const auto task = rows.taskAt(place)) {
        const QString part = partLine(model, *task, pixel);
        const QString line = taskLine(model, *task);
        return part.isEmpty() ? line : line % QLatin1Char('\n') % part;
    }
    return waitsText(
        model, openEndsOf(*index, display.rowKind(), static_cast<unsigned>(*row)), pixel);
}

} // namespace interleave::ui
