// What is drawn over the columns of a row where it is wide enough to be told apart: the edges and
// numbers of single tasks, waits and holds in their places, deaths and returns of the worker.
//
// Pure painting into the picture of the rows; coordinates are the picture's.
#pragma once

#include "ui/models/time_scale.h"
#include "ui/models/timeline_model.h"

#include <QBrush>
#include <QImage>
#include <QPalette>
#include <QRect>

#include <span>
#include <vector>

class QPainter;

namespace interleave::ui {

/// What the marks are drawn with, made once for a palette: a picture has thousands of them.
struct MarkColors
{
    QBrush working;
    QBrush sleeping;
    QBrush waiting;
    QBrush notRecorded; // over the background
    QColor holding;
    QColor decoding;
    QColor encoding;
    QColor lost;
    QColor text;
    QColor background;
    QImage cross; // of a worker that died
    double crossSize = 0; // logical pixels

    MarkColors(const QPalette& palette, double pixelRatio);
};

struct RowPlace
{
    const TimelineModel& model;
    TimeScale time;
    QRect bar; // of the row's picture, from the first to the last column
    const MarkColors& colors;
};

inline constexpr double kWideTask = 3; // pixels from which a task is drawn by itself
inline constexpr double kNumberedTask = 40; // ... with its number

/// Takes the even share of waiting out of the columns of tasks whose waits are drawn in their
/// places.
void clearEvenWaiting(
    const RowPlace& place, std::span<const RecordedTask> tasks, std::span<TimelineColumn> columns);

/// The columns of failures that are narrower than an edge between tasks, which would hide them.
[[nodiscard]] std::vector<int> narrowFailures(std::span<const TimelineColumn> columns);
void paintFailures(QPainter& painter, const RowPlace& place, std::span<const int> columns);

/// Waits, then holds. Between them, on a core: its tasks where they do not wait, because a core
/// works for one while another waits.
void paintWaits(QPainter& painter, const RowPlace& place, std::span<const TraceEvent> locks);
/// Over everything else, with its sign, to the end of the trial.
void paintWaitWithoutEnd(QPainter& painter, const RowPlace& place, const TraceEvent& wait);
/// Where tasks are missing that were not recorded: fine upright lines, with the words where they
/// have room.
void paintNotRecorded(QPainter& painter, const RowPlace& place, const TickRange& range);
void paintWork(QPainter& painter, const RowPlace& place, std::span<const RecordedTask> tasks);
void paintHolds(QPainter& painter, const RowPlace& place, std::span<const TraceEvent> locks);
void paintTaskEdges(QPainter& painter, const RowPlace& place, std::span<const RecordedTask> tasks);
/// Of a worker: from death to return there is nobody.
void paintDeaths(QPainter& painter, const RowPlace& place, std::span<const WorkerDeath> deaths);
/// Of all workers on a core, which goes on with others.
void paintCoreDeaths(QPainter& painter, const RowPlace& place, unsigned core);

} // namespace interleave::ui
