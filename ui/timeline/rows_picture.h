// The picture of the rows that are seen, painted anew only when what it shows has changed: so
// hovering and selecting cost a copy.
#pragma once

#include "ui/models/time_scale.h"
#include "ui/models/timeline_model.h"
#include "ui/timeline/column_raster.h"
#include "ui/timeline/hand_overs.h"
#include "ui/timeline/open_ends.h"
#include "ui/timeline/row_marks.h"
#include "ui/timeline/timeline_display.h"

#include <QFont>
#include <QImage>
#include <QPalette>

#include <optional>
#include <utility>

namespace interleave::ui {

class RowsPicture
{
public:
    struct Look
    {
        QSize size; // logical pixels
        double pixelRatio = 1;
        QPalette palette;
        QFont font;
    };

    /// The picture is of the display's room.
    const QImage& paint(const TimelineModel& model,
        const TimelineDisplay& display,
        const TimeRange& visible,
        const Look& look);

    /// Those in sight, also the ones that have no arrow.
    [[nodiscard]] const HandOvers& handOvers() const { return m_handOvers; }
    [[nodiscard]] const DurationSpread& durations() const { return m_style.durations; }
    /// How often it was painted.
    [[nodiscard]] std::uint64_t painted() const { return m_painted; }

private:
    struct Key
    {
        std::uint64_t revision = 0;
        TimeRange visible;
        RowKind kind = RowKind::Workers;
        Coloring coloring = Coloring::State;
        int rowHeight = 0;
        int scroll = 0;
        int rows = 0;
        QSize size;
        double pixelRatio = 0;
        qint64 palette = 0;
        bool operator==(const Key&) const = default;
    };
    struct Row
    {
        int row = 0;
        std::vector<RecordedTask> tasks{}; // wide ones
        std::vector<WorkerLocks> locks{}; // to be drawn in their places
        std::vector<int> failures{}; // columns, of those that edges would hide
        OpenEnds ends{};
        std::optional<QRegion> free{}; // for these, on a core, where others' tasks are drawn too
    };
    void paintRow(const TimelineModel& model, const TimelineDisplay& display, int row);
    [[nodiscard]] std::vector<float> withoutCore(const TimelineModel& model, unsigned worker) const;
    [[nodiscard]] Row rowOf(const TimelineModel& model, const TimelineDisplay& display, int row);
    void paintOpenEnds(QPainter& painter, const RowPlace& place, const Row& row) const;
    void paintMarks(const TimelineModel& model, const TimelineDisplay& display, const Look& look);
    void paintHandOvers(QPainter& painter,
        const TimelineModel& model,
        const TimelineDisplay& display,
        const QPalette& palette);
    void clearBetweenRows(const TimelineDisplay& display);
    [[nodiscard]] QRect pixelsOf(const QRect& bar) const;
    [[nodiscard]] QRect barOf(const TimelineDisplay& display, int row) const;

    Key m_key;
    QImage m_image;
    TimeScale m_time; // over the image's width, in logical pixels
    ColumnStyle m_style;
    std::optional<ColumnColors> m_colors;
    std::optional<MarkColors> m_marks;
    std::pair<qint64, double> m_colorsOf; // the palette, and the device's pixels
    std::vector<TimelineColumn> m_columns;
    std::vector<Row> m_seen;
    HandOvers m_handOvers;
    std::uint64_t m_painted = 0;
};

} // namespace interleave::ui
