// What all views of a trial look at together: the visible part of its time with the views before
// it, whether it follows the end of a run that goes on, the selected part, and the pinned task.
//
// Views change it and follow its signals; they never know each other. Times are nanoseconds since
// the start of the trial (time_range.h).
#pragma once

#include "ui/models/time_range.h"

#include <QObject>
#include <QTimer>

#include <cstdint>
#include <optional>
#include <vector>

namespace interleave::ui {

/// The tasks that lie in all of this; what is absent or empty excludes none.
struct SelectedTasks
{
    std::optional<TimeRange> time{}; // that they touch
    std::vector<unsigned> workers{}; // from 0, rising
    // In ns, of the task, of one of its waits for locks, of the delay before it (TaskFilter).
    std::optional<TimeRange> duration{};
    std::optional<TimeRange> wait{};
    std::optional<TimeRange> delay{};

    /// Whether it takes more than time and workers to tell which they are.
    [[nodiscard]] bool filtered() const { return duration || wait || delay; }
    [[nodiscard]] bool isEmpty() const { return !time && workers.empty() && !filtered(); }
    bool operator==(const SelectedTasks&) const = default;
};

/// One task where it ran; a task that was begun twice stands in two places.
struct TaskPlace
{
    std::uint64_t task = 0;
    unsigned worker = 0;
    TimeRange time{};

    bool operator==(const TaskPlace&) const = default;
};

class TimeSelection : public QObject
{
    Q_OBJECT

public:
    explicit TimeSelection(QObject* parent = nullptr);

    /// For the next trial: nothing selected, no views before, following when it `runs`.
    void start(bool runs);
    /// The trial's time so far; a view that follows moves on.
    void setWhole(const TimeRange& whole);
    /// The trial has ended: there is nothing to follow any more.
    void finish();
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
    /// All of the trial; follows while it runs.
    void showAll();
    void showSelected();
    void back();
    void forward();
    [[nodiscard]] bool canGoBack() const { return !m_before.empty(); }
    [[nodiscard]] bool canGoForward() const { return !m_after.empty(); }

    [[nodiscard]] bool runs() const { return m_runs; }
    [[nodiscard]] bool following() const { return m_following; }
    /// Only while the trial runs.
    void setFollowing(bool following);

    void select(const SelectedTasks& filter);
    [[nodiscard]] const SelectedTasks& selected() const { return m_selected; }
    void pin(const std::optional<TaskPlace>& task);
    [[nodiscard]] const std::optional<TaskPlace>& pinned() const { return m_pinned; }
    /// Pins it and moves there where it is not to be seen.
    void reveal(const TaskPlace& task);

Q_SIGNALS:
    void visibleChanged();
    void wholeChanged();
    void followingChanged();
    void historyChanged();
    void selectedChanged();
    void pinnedChanged();

private:
    void remember();
    void setVisible(const TimeRange& visible);
    void exchange(std::vector<TimeRange>& from, std::vector<TimeRange>& to);

    TimeRange m_whole;
    TimeRange m_visible;
    std::vector<TimeRange> m_before;
    std::vector<TimeRange> m_after;
    bool m_moving = false; // the view before this movement is remembered
    bool m_runs = false;
    bool m_following = false;
    SelectedTasks m_selected;
    std::optional<TaskPlace> m_pinned;
    QTimer m_rest;
};

} // namespace interleave::ui
