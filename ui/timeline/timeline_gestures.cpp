#include "ui/timeline/timeline_gestures.h"

#include "ui/models/task_selection.h"
#include "ui/models/time_view.h"
#include "ui/timeline/gesture_steps.h"
#include "ui/timeline/timeline_display.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QWheelEvent>
#include <QWidget>

#include <cmath>
#include <numeric>

namespace interleave::ui {

namespace {

constexpr double kDragDistance = 4; // less is a click

} // namespace

TimelineGestures::TimelineGestures(
    QWidget* rows, TimelineDisplay* display, TimeView* time, TaskSelection* selection)
    : QObject(rows)
    , m_rows(rows)
    , m_display(display)
    , m_time(time)
    , m_selection(selection)
{
    rows->setMouseTracking(true);
    rows->installEventFilter(this);
}

TimeScale TimelineGestures::scale() const
{
    return {m_time->visible(), 0, static_cast<double>(m_rows->width())};
}

bool TimelineGestures::eventFilter(QObject* watched, QEvent* event)
{
    switch (event->type()) {
    case QEvent::Wheel:
        wheel(*static_cast<QWheelEvent*>(event));
        return true;
    case QEvent::MouseButtonPress:
        press(*static_cast<QMouseEvent*>(event));
        return true;
    case QEvent::MouseMove:
        move(*static_cast<QMouseEvent*>(event));
        return true;
    case QEvent::MouseButtonRelease:
        release(*static_cast<QMouseEvent*>(event));
        return true;
    case QEvent::Leave:
        Q_EMIT left();
        return false;
    default:
        return QObject::eventFilter(watched, event);
    }
}

void TimelineGestures::wheel(const QWheelEvent& event)
{
    const QPointF turns = QPointF(event.angleDelta()) / QWheelEvent::DefaultDeltasPerStep;
    if (event.modifiers() & Qt::ControlModifier) {
        m_display->setRowHeight(
            m_display->rowHeight() + static_cast<int>(std::lround(turns.y() * kRowHeightStep)));
        return;
    }
    const double sideways
        = event.modifiers() & Qt::ShiftModifier ? turns.x() + turns.y() : turns.x();
    if (sideways != 0)
        m_time->pan(-sideways * kPanStep * m_time->visible().length());
    else
        m_time->zoom(std::pow(kZoomStep, -turns.y()), scale().timeAt(event.position().x()));
}

void TimelineGestures::press(const QMouseEvent& event)
{
    if (event.button() == Qt::BackButton)
        return m_time->back();
    if (event.button() == Qt::ForwardButton)
        return m_time->forward();
    const bool hand
        = event.button() == Qt::MiddleButton || (event.button() == Qt::LeftButton && m_space);
    if (!hand && event.button() != Qt::LeftButton)
        return;
    m_rows->setFocus(Qt::MouseFocusReason);
    m_drag = hand ? Drag::Pan : Drag::Press;
    m_pressed = event.position();
    m_held = scale().timeAt(m_pressed.x());
    m_heldScroll = m_display->scroll();
    m_spaceDragged = m_spaceDragged || m_space;
    showCursor();
}

void TimelineGestures::move(const QMouseEvent& event)
{
    const QPointF place = event.position();
    if (m_drag == Drag::Press && (place - m_pressed).manhattanLength() >= kDragDistance)
        m_drag = Drag::Select;
    if (m_drag == Drag::Pan)
        pan(place);
    else if (m_drag == Drag::Select)
        select(place);
    Q_EMIT hovered(place);
}

void TimelineGestures::release(const QMouseEvent& event)
{
    const Drag ended = std::exchange(m_drag, Drag::None);
    if (ended == Drag::Press)
        Q_EMIT clicked(event.position());
    if (ended == Drag::Pan)
        m_time->settle();
    showCursor();
}

void TimelineGestures::pan(const QPointF& place)
{
    m_time->pan(m_held - scale().timeAt(place.x()));
    m_display->scrollTo(m_heldScroll + static_cast<int>(std::lround(m_pressed.y() - place.y())));
}

void TimelineGestures::select(const QPointF& place)
{
    SelectedTasks filter;
    filter.time = intersection(between(m_held, scale().timeAt(place.x())), m_time->visible());
    if (m_display->rowKind() == RowKind::Workers && m_display->rows() > 0) {
        const auto [first, last]
            = std::minmax({m_display->nearestRow(static_cast<int>(m_pressed.y())),
                m_display->nearestRow(static_cast<int>(place.y()))});
        filter.workers.resize(static_cast<std::size_t>(last - first) + 1);
        std::iota(filter.workers.begin(), filter.workers.end(), static_cast<unsigned>(first));
        if (filter.workers.size() == static_cast<std::size_t>(m_display->rows()))
            filter.workers.clear(); // all: also those that are still to come
    }
    m_selection->select(filter);
}

void TimelineGestures::showCursor()
{
    if (m_drag == Drag::Pan)
        m_rows->setCursor(Qt::ClosedHandCursor);
    else if (m_space)
        m_rows->setCursor(Qt::OpenHandCursor);
    else
        m_rows->unsetCursor();
}

bool TimelineGestures::keyPressed(const QKeyEvent& event)
{
    if (event.key() == Qt::Key_Escape) {
        m_selection->select({});
        m_selection->pin(std::nullopt);
        return true;
    }
    if (event.key() != Qt::Key_Space || event.modifiers() != Qt::NoModifier)
        return false;
    if (!event.isAutoRepeat()) {
        m_space = true;
        m_spaceDragged = false;
        showCursor();
    }
    return true;
}

// The space bar is a hand while it is held; a short press of it follows the end, or stops that.
bool TimelineGestures::keyReleased(const QKeyEvent& event)
{
    if (event.key() != Qt::Key_Space || event.isAutoRepeat())
        return false;
    if (std::exchange(m_space, false) && !m_spaceDragged)
        m_time->setFollowing(!m_time->following());
    showCursor();
    return true;
}

} // namespace interleave::ui
