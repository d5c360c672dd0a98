// What is seen of a trial's time, or of several trials' one below the other: the visible part with
// the views before it, and whether it follows the end of a run that goes on. Several models,
// rulers and rows may stand on one: they look at the same time.
//
// Views change it and follow its signals; they never know each other. Times are nanoseconds since
// the start of the trial (time_range.h).
#pragma once

#include "ui/models/time_range.h"

#include <QObject>
#include <QTimer>

#include <map>
#include <vector>

namespace interleave::ui {

class TimeView : public QObject
{
    Q_OBJECT

public:
    /// A trial whose time is looked at, by the address of whoever knows it.
    using Source = const void*;

    explicit TimeView(QObject* parent = nullptr);

    /// The next trial of a source. Where it is the only one all begins anew: no views before,
    /// following when it `runs`.
    void start(Source source, bool runs);
    /// The source's time so far; a view that follows moves on. The whole is the longest of all.
    void setWhole(Source source, const TimeRange& whole);
    /// Its trial has ended. When all have there is nothing to follow any more.
    void finish(Source source);
    /// It is looked at no longer.
    void remove(Source source);
    [[nodiscard]] const TimeRange& whole() const { return m_whole; }
    [[nodiscard]] const TimeRange& visible() const { return m_visible; }

    /// A step of a movement (a turn of the wheel, a drag): the movement as a whole can be taken
    /// back. The view stays where it is put, so it follows no longer.
    void moveTo(const TimeRange& visible);
    void zoom(double factor, double anchor) { moveTo(zoomed(m_visible, factor, anchor, m_whole)); }
    void pan(double ns) { moveTo(panned(m_visible, ns, m_whole)); }
    /// The movement is over; happens by itself when nothing moved for a while.
    void settle();
    /// Another place at once.
    void jumpTo(const TimeRange& visible);
    /// All of the time; follows while a trial runs.
    void showAll();
    /// Moves there where it is not to be seen, and no further than needed.
    void reveal(const TimeRange& time);
    void back();
    void forward();
    [[nodiscard]] bool canGoBack() const { return !m_before.empty(); }
    [[nodiscard]] bool canGoForward() const { return !m_after.empty(); }

    [[nodiscard]] bool runs() const;
    [[nodiscard]] bool following() const { return m_following; }
    /// Only while a trial runs.
    void setFollowing(bool following);

Q_SIGNALS:
    void visibleChanged();
    void wholeChanged();
    void followingChanged();
    void historyChanged();

private:
    struct Time
    {
        TimeRange whole{};
        bool runs = false;
    };
    void showWhole();
    void remember();
    void setVisible(const TimeRange& visible);
    void exchange(std::vector<TimeRange>& from, std::vector<TimeRange>& to);

    std::map<Source, Time> m_sources;
    TimeRange m_whole;
    TimeRange m_visible;
    std::vector<TimeRange> m_before;
    std::vector<TimeRange> m_after;
    bool m_moving = false; // the view before this movement is remembered
    bool m_following = false;
    QTimer m_rest;
};

} // namespace interleave::ui
