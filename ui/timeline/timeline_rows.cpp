#include "ui/timeline/timeline_rows.h"

#include "ui/models/task_selection.h"
#include "ui/models/time_view.h"
#include "ui/models/timeline_model.h"
#include "ui/timeline/selected_columns.h"
#include "ui/timeline/timeline_display.h"
#include "ui/widgets/palette.h"

#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <cmath>
#include <utility>

namespace interleave::ui {

namespace {

constexpr int kNarrowest = 160; // pixels
constexpr int kLineAbove = 3;
constexpr double kNear = 3; // pixels beside the pointer in which a task is still meant

} // namespace

TimelineRows::TimelineRows(TimelineModel* model, TimelineDisplay* display, QWidget* parent)
    : QWidget(parent)
    , m_model(model)
    , m_display(display)
    , m_time(model->time())
    , m_selection(model->selection())
    , m_selectedColumns(new SelectedColumns(model, display, this))
{
    setAccessibleName(tr("What did each worker do when?"));
    setFocusPolicy(Qt::StrongFocus);
    setAttribute(Qt::WA_OpaquePaintEvent);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    const auto again = qOverload<>(&QWidget::update);
    connect(m_model, &TimelineModel::grown, this, again);
    connect(m_model, &TimelineModel::recordingChanged, this, again);
    connect(m_display, &TimelineDisplay::changed, this, [this] {
        if (std::exchange(m_leastRoom, m_display->leastRoom()) != m_display->leastRoom())
            updateGeometry();
        update();
    });
    connect(m_time, &TimeView::visibleChanged, this, again);
    connect(m_selection, &TaskSelection::selectedChanged, this, again);
    connect(m_selection, &TaskSelection::pinnedChanged, this, again);
    connect(m_selectedColumns, &SelectedColumns::changed, this, again);
}

TimeScale TimelineRows::scale() const
{
    return {m_time->visible(), 0, static_cast<double>(width())};
}

QSize TimelineRows::minimumSizeHint() const
{
    return {kNarrowest, m_display->leastRoom()};
}

void TimelineRows::resizeEvent(QResizeEvent*)
{
    m_display->setRoom(height());
    m_selectedColumns->setColumns(width());
}

void TimelineRows::setPointer(std::optional<QPointF> place)
{
    m_pointer = place;
    update();
}

std::optional<RecordedTask> TimelineRows::taskAt(const QPointF& place) const
{
    const auto row = m_display->rowAt(static_cast<int>(place.y()));
    if (m_model->index() == nullptr || !row)
        return std::nullopt;
    const TimelineIndex& index = *m_model->index();
    const bool workers = m_display->rowKind() == RowKind::Workers;
    const unsigned number
        = workers ? static_cast<unsigned>(*row) : index.cores()[static_cast<std::size_t>(*row)];
    const TimeScale time = scale();
    const std::uint64_t tick = m_model->tickAt(time.timeAt(place.x()));
    if (const auto task = workers ? index.taskAt(number, tick) : index.coreTaskAt(number, tick))
        return task;
    const TickRange near
        = m_model->ticksOf({time.timeAt(place.x() - kNear), time.timeAt(place.x() + kNear)});
    TimelineColumn column; // knows how long the longest is, however many there are
    workers ? index.columns(number, near, {&column, 1})
            : index.coreColumns(number, near, {&column, 1});
    const auto found = workers ? index.tasksIn(number, near, column.longestTicks, 1)
                               : index.coreTasksIn(number, near, column.longestTicks, 1);
    return found.tasks.empty() ? std::nullopt : std::optional(found.tasks.front());
}

std::optional<int> TimelineRows::rowOf(const RecordedTask& task) const
{
    if (m_display->rowKind() == RowKind::Workers)
        return static_cast<int>(task.worker);
    const auto cores = m_model->index()->cores();
    const auto at = std::ranges::find(cores, task.event.core);
    if (at == cores.end())
        return std::nullopt;
    return static_cast<int>(at - cores.begin());
}

// For the screen, and for a picture of another size: what the painter makes of a pixel.
void TimelineRows::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const double ratio = std::abs(painter.deviceTransform().m11());
    const std::uint64_t before = m_picture.painted();
    const QImage& image = m_picture.paint(
        *m_model, *m_display, m_time->visible(), {size(), ratio, palette(), font()});
    painter.drawImage(QPointF(), image);
    paintSelected(painter);
    paintPinned(painter);
    paintPointer(painter);
    if (hasFocus()) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(palette().color(QPalette::Highlight));
        painter.drawRect(rect().adjusted(0, 0, -1, -1));
    }
    if (m_picture.painted() != before)
        Q_EMIT painted();
}

// What is not selected is veiled, so that the selection shows on every colour.
void TimelineRows::paintSelected(QPainter& painter) const
{
    const SelectedTasks& selected = m_selection->selected();
    if (selected.filtered())
        paintSelectedTasks(painter);
    if (!selected.time && selected.workers.empty())
        return;
    const TimeScale time = scale();
    const TimeRange range = selected.time.value_or(m_time->whole());
    const bool allRows = selected.workers.empty() || m_display->rowKind() == RowKind::Cores;
    const int first = allRows ? 0 : static_cast<int>(selected.workers.front());
    const int last = allRows ? m_display->rows() : static_cast<int>(selected.workers.back()) + 1;
    const QRectF all(rect());
    const QRectF frame(QPointF(time.xOf(range.begin), m_display->topOf(first)),
        QPointF(time.xOf(range.end), m_display->topOf(last) - 1));
    if (!selected.filtered()) {
        QPainterPath veiled;
        veiled.addRect(all);
        veiled.addRect(frame.intersected(all));
        painter.fillPath(veiled, veil()); // odd and even: the frame is a hole
    }
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(palette().color(QPalette::Highlight), 2));
    painter.drawRect(frame);
}

QColor TimelineRows::veil() const
{
    QColor color = palette().color(QPalette::Base);
    color.setAlpha(150);
    return color;
}

// Those that are only a pixel wide are found by a line above them.
void TimelineRows::paintSelectedTasks(QPainter& painter) const
{
    const QImage& mask = m_selectedColumns->mask();
    if (mask.isNull())
        return;
    const auto painted = [&mask](const QColor& color, QPainter::CompositionMode mode) {
        QImage image(mask.size(), QImage::Format_ARGB32_Premultiplied);
        image.fill(color);
        QPainter cut(&image);
        cut.setCompositionMode(mode);
        cut.drawImage(0, 0, mask);
        cut.end();
        return image;
    };
    const QImage others = painted(veil(), QPainter::CompositionMode_DestinationOut);
    const QImage lines
        = painted(palette().color(QPalette::Highlight), QPainter::CompositionMode_DestinationIn);
    const TimeScale time = scale();
    const double left = time.xOf(m_selectedColumns->time().begin);
    const double wide = time.xOf(m_selectedColumns->time().end) - left;
    const int end = std::min(m_display->endSeen(), mask.height());
    for (int row = m_display->firstSeen(); row < end; ++row) {
        const int top = m_display->topOf(row);
        const QRectF source(0, row, mask.width(), 1);
        painter.drawImage(QRectF(left, top, wide, m_display->rowHeight() - 1), others, source);
        painter.drawImage(QRectF(left, top, wide, kLineAbove), lines, source);
    }
}

void TimelineRows::paintPinned(QPainter& painter) const
{
    const auto& pinned = m_selection->pinned();
    const TimelineIndex* index = m_model->index();
    if (!pinned || index == nullptr)
        return;
    const auto task = index->taskAt(pinned->worker, m_model->tickAt(pinned->time.begin));
    const auto row = task ? rowOf(*task) : std::nullopt;
    if (!row)
        return;
    const TimeScale time = scale();
    const int top = m_display->topOf(*row);
    const double left = time.xOf(pinned->time.begin);
    const double wide = std::max(3.0, time.xOf(pinned->time.end) - left);
    painter.setBrush(Qt::NoBrush);
    // Seen on every colour: a light line in a dark one, or the other way round.
    const QRectF frame(left - 1.5, top + 0.5, wide + 3, m_display->rowHeight() - 2);
    painter.setPen(QPen(palette().color(QPalette::Base), 4));
    painter.drawRect(frame);
    painter.setPen(QPen(palette().color(QPalette::Text), 2));
    painter.drawRect(frame);
}

void TimelineRows::paintPointer(QPainter& painter) const
{
    if (!m_pointer)
        return;
    QColor line = palette().color(QPalette::Text);
    line.setAlpha(110);
    painter.setPen(line);
    painter.drawLine(QPointF(m_pointer->x(), 0), QPointF(m_pointer->x(), height()));
}

} // namespace interleave::ui
