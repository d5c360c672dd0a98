#include "ui/models/task_selection.h"

namespace interleave::ui {

void TaskSelection::select(const SelectedTasks& tasks)
{
    if (tasks == m_selected)
        return;
    m_selected = tasks;
    Q_EMIT selectedChanged();
}

void TaskSelection::pin(const std::optional<TaskPlace>& task)
{
    if (task == m_pinned)
        return;
    m_pinned = task;
    Q_EMIT pinnedChanged();
}

bool TaskSelection::clear()
{
    const bool any = !m_selected.isEmpty() || m_pinned;
    select({});
    pin(std::nullopt);
    return any;
}

std::optional<TimeRange> TaskSelection::place(const TimeRange& whole) const
{
    if (m_selected.time)
        return m_selected.time;
    return m_pinned ? std::optional(around(m_pinned->time, whole)) : std::nullopt;
}

} // namespace interleave::ui
