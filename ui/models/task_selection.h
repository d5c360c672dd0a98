// What is selected of a trial's tasks, and the one that is pinned: shared by all views of the trial
// (TimeView is what they see of its time).
#pragma once

#include "ui/models/time_range.h"

#include <QObject>

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

class TaskSelection : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    void select(const SelectedTasks& tasks);
    [[nodiscard]] const SelectedTasks& selected() const { return m_selected; }
    void pin(const std::optional<TaskPlace>& task);
    [[nodiscard]] const std::optional<TaskPlace>& pinned() const { return m_pinned; }
    /// Nothing of either any more. False: there was nothing.
    bool clear();
    /// Where what is selected lies in the trial's time, or the pinned task with some room around
    /// it; nothing where nothing is.
    [[nodiscard]] std::optional<TimeRange> place(const TimeRange& whole) const;

Q_SIGNALS:
    void selectedChanged();
    void pinnedChanged();

private:
    SelectedTasks m_selected;
    std::optional<TaskPlace> m_pinned;
};

} // namespace interleave::ui
