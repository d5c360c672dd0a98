#include "ui/models/time_view.h"

#include <algorithm>
#include <utility>

namespace interleave::ui {

namespace {

constexpr int kRestMs = 500; // after which the next step begins another movement
constexpr std::size_t kMostViews = 100;

} // namespace

TimeView::TimeView(QObject* parent)
    : QObject(parent)
{
    m_rest.setSingleShot(true);
    m_rest.setInterval(kRestMs);
    connect(&m_rest, &QTimer::timeout, this, &TimeView::settle);
}

void TimeView::start(Source source, bool runs)
{
    m_sources[source] = {.runs = runs};
    if (m_sources.size() > 1)
        return showWhole();
    settle();
    m_before.clear();
    m_after.clear();
    m_whole = {};
    setVisible({});
    m_following = runs;
    Q_EMIT wholeChanged();
    Q_EMIT historyChanged();
    Q_EMIT followingChanged();
}

void TimeView::setWhole(Source source, const TimeRange& whole)
{
    m_sources[source].whole = whole;
    showWhole();
}

void TimeView::remove(Source source)
{
    m_sources.erase(source);
    showWhole();
}

void TimeView::showWhole()
{
    TimeRange whole;
    for (const auto& [source, time] : m_sources)
        whole.end = std::max(whole.end, time.whole.end);
    if (whole == m_whole)
        return;
    const TimeRange before = std::exchange(m_whole, whole);
    Q_EMIT wholeChanged();
    const bool sawAll = !runs() && m_visible == before; // the last that a run logged comes late
    if (m_following || sawAll || m_visible.isEmpty())
        setVisible(followed(m_visible, before, whole));
}

bool TimeView::runs() const
{
    return std::ranges::any_of(m_sources, [](const auto& each) { return each.second.runs; });
}

void TimeView::finish(Source source)
{
    m_sources[source].runs = false;
    if (!runs() && std::exchange(m_following, false))
        Q_EMIT followingChanged();
}

void TimeView::setFollowing(bool following)
{
    if (!runs() || following == m_following)
        return;
    m_following = following;
    if (following)
        setVisible(followed(m_visible, m_whole, m_whole));
    Q_EMIT followingChanged();
}

void TimeView::moveTo(const TimeRange& visible)
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

void TimeView::settle()
{
    m_rest.stop();
    m_moving = false;
}

void TimeView::jumpTo(const TimeRange& visible)
{
    settle();
    moveTo(visible);
    settle();
}

void TimeView::showAll()
{
    jumpTo(m_whole);
    setFollowing(true);
}

void TimeView::remember()
{
    m_after.clear();
    if (m_before.size() == kMostViews)
        m_before.erase(m_before.begin());
    m_before.push_back(m_visible);
    Q_EMIT historyChanged();
}

void TimeView::back()
{
    exchange(m_before, m_after);
}

void TimeView::forward()
{
    exchange(m_after, m_before);
}

void TimeView::exchange(std::vector<TimeRange>& from, std::vector<TimeRange>& to)
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

void TimeView::setVisible(const TimeRange& visible)
{
    if (visible == m_visible)
        return;
    m_visible = visible;
    Q_EMIT visibleChanged();
}

void TimeView::reveal(const TimeRange& time)
{
    const bool shown = time.begin >= m_visible.begin && time.end <= m_visible.end;
    if (shown)
        return;
    const double centre = (time.begin + time.end) / 2;
    const double half = m_visible.length() / 2;
    const TimeRange moved = fittedInto({centre - half, centre + half}, m_whole);
    jumpTo(time.length() > m_visible.length() ? around(time, m_whole) : moved);
}

} // namespace interleave::ui
