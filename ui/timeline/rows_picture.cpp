#include "ui/timeline/rows_picture.h"

#include "ui/timeline/core_share.h"
#include "ui/timeline/part_shades.h"
#include "ui/timeline/row_marks.h"
#include "ui/widgets/arrow.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace interleave::ui {

namespace {

constexpr int kGap = 2; // above and below the bar of a row
constexpr std::size_t kColumnsPerLock = 4; // from where waits and holds are drawn in their places

DurationSpread durationsOf(const Recording& recording)
{
    const LatencySummary latency = recording.latency();
    return {latency.minNs, latency.maxNs};
}

} // namespace

QRect RowsPicture::barOf(const TimelineDisplay& display, int row) const
{
    return {0, display.topOf(row) + kGap, m_key.size.width(), display.rowHeight() - 2 * kGap};
}

const QImage& RowsPicture::paint(const TimelineModel& model,
    const TimelineDisplay& display,
    const TimeRange& visible,
    const Look& look)
{
    const Key key{model.revision(),
        visible,
        display.rowKind(),
        display.coloring(),
        display.rowHeight(),
        display.scroll(),
        display.rows(),
        look.size,
        look.pixelRatio,
        look.palette.cacheKey()};
    if (key == m_key)
        return m_image;
    m_key = key;
    ++m_painted;
    const QSize pixels = (QSizeF(look.size) * look.pixelRatio).toSize();
    if (m_image.size() != pixels)
        m_image = QImage(pixels, QImage::Format_RGB32);
    m_image.setDevicePixelRatio(1);
    m_time = {visible, 0, static_cast<double>(look.size.width())};
    m_handOvers = {};
    m_seen.clear();
    if (model.index() == nullptr || visible.isEmpty() || pixels.isEmpty()) {
        m_image.fill(look.palette.color(QPalette::Base));
        return m_image;
    }
    if (display.coloring() == Coloring::Duration)
        m_style.durations = durationsOf(*model.recording());
    m_style.coloring = display.coloring();
    m_style.nsPerTick = model.nsPerTick();
    m_style.tasksSleep = model.tasksSleep();
    m_columns.resize(static_cast<std::size_t>(pixels.width()));
    if (m_colorsOf != std::pair(key.palette, key.pixelRatio) || !m_colors) {
        m_colors.emplace(look.palette); // hundreds of powers: not for every frame
        m_marks.emplace(look.palette, look.pixelRatio);
        m_colorsOf = {key.palette, key.pixelRatio};
    }
    for (int row = display.firstSeen(); row < display.endSeen(); ++row)
        paintRow(model, display, row);
    clearBetweenRows(display);
    m_image.setDevicePixelRatio(look.pixelRatio);
    paintMarks(model, display, look);
    return m_image;
}

// Into m_columns too.
RowsPicture::Row RowsPicture::rowOf(
    const TimelineModel& model, const TimelineDisplay& display, int row)
{
    const TimelineIndex& index = *model.index();
    const TickRange seen = model.ticksOf(m_time.range);
    const auto wide
        = static_cast<std::uint64_t>(kWideTask * m_time.nsPerPixel() / model.nsPerTick()) + 1;
    const auto most = static_cast<std::size_t>(m_time.width / kWideTask) + 2; // no more have room
    if (display.rowKind() == RowKind::Workers) {
        const auto worker = static_cast<unsigned>(row);
        index.columns(worker, seen, m_columns);
        return {.row = row,
            .tasks = index.tasksIn(worker, seen, wide, most).tasks,
            .locks = {{worker, index.locksIn(worker, seen)}}};
    }
    const unsigned core = index.cores()[static_cast<std::size_t>(row)];
    index.coreColumns(core, seen, m_columns);
    return {.row = row,
        .tasks = index.coreTasksIn(core, seen, wide, most * index.workers()).tasks,
        .locks = index.coreLocksIn(core, seen)};
}

// Of m_columns.
std::vector<float> RowsPicture::withoutCore(const TimelineModel& model, unsigned worker) const
{
    if (!model.samples() || worker >= model.samples()->workers.size())
        return {};
    const auto worked = [&](const TimeRange& time) {
        TimelineColumn whole;
        model.index()->columns(worker, model.ticksOf(time), {&whole, 1});
        return static_cast<double>(whole.busy) - static_cast<double>(whole.waiting);
    };
    return shareWithoutCore({model.samples()->seconds, model.samples()->workers[worker]},
        m_time.range,
        m_columns,
        worked);
}

void RowsPicture::paintRow(const TimelineModel& model, const TimelineDisplay& display, int row)
{
    Row marks = rowOf(model, display, row);
    const QRect bar = barOf(display, row);
    std::size_t locks = 0;
    for (const WorkerLocks& each : marks.locks)
        locks += each.events.size();
    if (display.coloring() == Coloring::State && locks <= m_columns.size() / kColumnsPerLock)
        clearEvenWaiting({model, m_time, bar, *m_marks}, marks.tasks, m_columns);
    else
        marks.locks.clear();
    std::vector<float> coreless;
    if (display.rowKind() == RowKind::Workers && display.coloring() == Coloring::State
        && !m_style.tasksSleep)
        coreless = withoutCore(model, static_cast<unsigned>(row));
    std::vector<QRgb> shades;
    if (display.coloring() == Coloring::State)
        shades = partShades({model, m_time, bar, *m_marks}, marks.tasks, m_columns.size());
    rasterColumns(m_image, pixelsOf(bar), m_columns, m_style, *m_colors, coreless, shades);
    if (display.coloring() != Coloring::Duration && !marks.tasks.empty())
        marks.failures = narrowFailures(m_columns);
    marks.ends = openEndsOf(*model.index(), display.rowKind(), static_cast<unsigned>(row));
    if (display.rowKind() == RowKind::Cores && !marks.ends.empty())
        marks.free = freeOfTasks(bar, m_columns);
    m_seen.push_back(std::move(marks));
}

QRect RowsPicture::pixelsOf(const QRect& bar) const
{
    const double ratio = m_key.pixelRatio;
    return {0,
        static_cast<int>(std::lround(bar.top() * ratio)),
        m_image.width(),
        static_cast<int>(std::lround(bar.height() * ratio))};
}

// The rows paint their background themselves: nothing is painted twice.
void RowsPicture::clearBetweenRows(const TimelineDisplay& display)
{
    QRegion rest(m_image.rect());
    for (int row = display.firstSeen(); row < display.endSeen(); ++row)
        rest -= pixelsOf(barOf(display, row));
    QPainter painter(&m_image);
    for (const QRect& part : rest)
        painter.fillRect(part, QColor(m_colors->background));
}

void RowsPicture::paintMarks(
    const TimelineModel& model, const TimelineDisplay& display, const Look& look)
{
    QPainter painter(&m_image);
    painter.setFont(look.font);
    for (const Row& row : m_seen) {
        const RowPlace place{model, m_time, barOf(display, row.row), *m_marks};
        const bool isCore = display.rowKind() == RowKind::Cores;
        for (const WorkerLocks& locks : row.locks)
            paintWaits(painter, place, locks.events);
        if (isCore && !row.locks.empty())
            paintWork(painter, place, row.tasks);
        for (const WorkerLocks& locks : row.locks)
            paintHolds(painter, place, locks.events);
        paintTaskEdges(painter, place, row.tasks);
        paintFailures(painter, place, row.failures);
        const TimelineIndex& index = *model.index();
        if (isCore)
            paintCoreDeaths(painter, place, index.cores()[static_cast<std::size_t>(row.row)]);
        else
            paintDeaths(painter, place, index.deaths(static_cast<unsigned>(row.row)));
        paintOpenEnds(painter, place, row);
        painter.setPen(gridColor(look.palette));
        const int below = display.topOf(row.row) + display.rowHeight() - 1;
        painter.drawLine(0, below, look.size.width(), below);
    }
    if (display.coloring() == Coloring::State)
        paintHandOvers(painter, model, display, look.palette);
}

// All go on to the same end: the one that begins first covers the others.
void RowsPicture::paintOpenEnds(QPainter& painter, const RowPlace& place, const Row& row) const
{
    if (row.free)
        painter.setClipRegion(*row.free);
    const auto& [notRecorded, waits] = row.ends;
    const auto gap = std::ranges::min_element(notRecorded, {}, &TickRange::begin);
    if (gap != notRecorded.end())
        paintNotRecorded(painter, place, *gap);
    const auto begin = [](const WaitWithoutEnd& each) { return each.wait.begin; };
    const auto wait = std::ranges::min_element(waits, {}, begin);
    if (wait != waits.end())
        paintWaitWithoutEnd(painter, place, wait->wait);
    painter.setClipping(false);
}

void RowsPicture::paintHandOvers(QPainter& painter,
    const TimelineModel& model,
    const TimelineDisplay& display,
    const QPalette& palette)
{
    const auto find = display.rowKind() == RowKind::Workers ? &handOversIn : &coreHandOversIn;
    m_handOvers = find(*model.index(),
        static_cast<unsigned>(display.firstSeen()),
        static_cast<unsigned>(display.endSeen()),
        model.ticksOf(m_time.range));
    painter.setRenderHint(QPainter::Antialiasing);
    const auto middle = [&](unsigned row) {
        return display.topOf(static_cast<int>(row)) + display.rowHeight() / 2.0;
    };
    for (const HandOver& each : m_handOvers.arrows) {
        const double x = m_time.xOf(model.timeOf(each.tick));
        paintArrow(painter,
            QLineF(x, middle(each.from), x, middle(each.to)),
            QPen(palette.color(QPalette::Text), 1.2));
    }
}

} // namespace interleave::ui
