#include "ui/models/time_selection.h"

#include <utility>

namespace interleave::ui {

namespace {

constexpr int kRestMs = 500; // after which the next step begins another movement
constexpr std::size_t kMostViews = 100;

} // namespace

TimeSelection::TimeSelection(QObject* parent)
    : QObject(parent)
{
    m_rest.setSingleShot(true);
    m_rest.setInterval(kRestMs);
    connect(&m_rest, &QTimer::timeout, this, &TimeSelection::settle);
}

void TimeSelection::start(bool runs)
{
    settle();
    m_before.clear();
    m_after.clear();
    m_runs = runs;
    m_whole = {};
    select({});
    pin(std::nullopt);
    setVisible({});
    m_following = runs;
    Q_EMIT wholeChanged();
    Q_EMIT historyChanged();
    Q_EMIT followingChanged();
}

void TimeSelection::setWhole(const TimeRange& whole)
{
    if (whole == m_whole)
        return;
    const TimeRange before = std::exchange(m_whole, whole);
    Q_EMIT wholeChanged();
    const bool sawAll = !m_runs && m_visible == before; // the last that a run logged comes late
    if (m_following || sawAll || m_visible.isEmpty())
        setVisible(followed(m_visible, before, whole));
}

void TimeSelection::finish()
{
    m_runs = false;
    if (std::exchange(m_following, false))
        Q_EMIT followingChanged();
}

void TimeSelection::setFollowing(bool following)
{
    if (!m_runs || following == m_following)
        return;
    m_following = following;
    if (following)
        setVisible(followed(m_visible, m_whole, m_whole));
    Q_EMIT followingChanged();
}

void TimeSelection::moveTo(const TimeRange& visible)
{
    const TimeRange wanted = fittedInto(visible, m_whole);
    if (wanted == m_visible)
        return;
    if (!std::exchange(m_moving, true))
        remember();
    m_rest.start();
    setFollowing(false);
    setVisible(wanted);
}

void TimeSelection::settle()
{
    m_rest.stop();
    m_moving = false;
}

void TimeSelection::jumpTo(const TimeRange& visible)
{
    settle();
    moveTo(visible);
    settle();
}

void TimeSelection::showAll()
{
    jumpTo(m_whole);
    setFollowing(true);
}

void TimeSelection::showSelected()
{
    if (m_selected.time)
        jumpTo(*m_selected.time);
    else if (m_pinned)
        jumpTo(around(m_pinned->time, m_whole));
}

void TimeSelection::remember()
{
    m_after.clear();
    if (m_before.size() == kMostViews)
        m_before.erase(m_before.begin());
    m_before.push_back(m_visible);
    Q_EMIT historyChanged();
}

void TimeSelection::back()
{
    exchange(m_before, m_after);
}

void TimeSelection::forward()
{
    exchange(m_after, m_before);
}

void TimeSelection::exchange(std::vector<TimeRange>& from, std::vector<TimeRange>& to)
{
    if (from.empty())
        return;
    settle();
    setFollowing(false);
    to.push_back(m_visible);
    const TimeRange view = from.back();
    from.pop_back();
    setVisible(view);
    Q_EMIT historyChanged();
}

void TimeSelection::setVisible(const TimeRange& visible)
{
    if (visible == m_visible)
        return;
    m_visible = visible;
    Q_EMIT visibleChanged();
}

void TimeSelection::select(const SelectedTasks& filter)
{
    if (filter == m_selected)
        return;
    m_selected = filter;
    Q_EMIT selectedChanged();
}

void TimeSelection::pin(const std::optional<TaskPlace>& task)
{
    if (task == m_pinned)
        return;
    m_pinned = task;
    Q_EMIT pinnedChanged();
}

void TimeSelection::reveal(const TaskPlace& task)
{
    pin(task);
    const bool shown = task.time.begin >= m_visible.begin && task.time.end <= m_visible.end;
    if (shown)
        return;
    const double centre = (task.time.begin + task.time.end) / 2;
    const double half = m_visible.length() / 2;
    const TimeRange moved = fittedInto({centre - half, centre + half}, m_whole);
    jumpTo(task.time.length() > m_visible.length() ? around(task.time, m_whole) : moved);
}

} // namespace interleave::ui
