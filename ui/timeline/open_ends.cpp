#include "ui/timeline/open_ends.h"

#include <cmath>

namespace interleave::ui {

namespace {

void add(OpenEnds& ends, const TimelineIndex& index, unsigned worker)
{
    if (const auto missing = index.notRecorded(worker))
        ends.notRecorded.push_back(*missing);
    if (const auto wait = index.waitWithoutEnd(worker))
        ends.waits.push_back({worker, *wait});
}

} // namespace

OpenEnds openEndsOf(const TimelineIndex& index, RowKind rows, unsigned row)
{
    OpenEnds ends;
    if (rows == RowKind::Workers) {
        add(ends, index, row);
        return ends;
    }
    const unsigned core = index.cores()[row];
    for (unsigned worker = 0; worker < index.workers(); ++worker) {
        if (index.lastCore(worker) == core)
            add(ends, index, worker);
    }
    return ends;
}

QRegion freeOfTasks(const QRect& bar, std::span<const TimelineColumn> columns)
{
    QRegion free(bar);
    const double wide = static_cast<double>(bar.width()) / static_cast<double>(columns.size());
    for (std::size_t i = 0; i < columns.size();) {
        const std::size_t first = i;
        while (i < columns.size() && columns[i].busyTicks > 0)
            ++i;
        if (i > first) {
            const int left = static_cast<int>(std::floor(static_cast<double>(first) * wide));
            const int right = static_cast<int>(std::ceil(static_cast<double>(i) * wide));
            free -= QRect(bar.left() + left, bar.top(), right - left, bar.height());
        } else {
            ++i;
        }
    }
    return free;
}

} // namespace interleave::ui
