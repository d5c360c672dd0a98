// The statistics of what is selected, or of what is seen where nothing is: computed in another
// thread, at once after every change; a newer question replaces an older one.
#pragma once

#include "core/timeline/selection_statistics.h"
#include "ui/models/latest_answer.h"
#include "ui/models/task_selection.h"
#include "ui/models/time_view.h"

#include <QObject>

#include <memory>

namespace interleave::ui {

class TimelineModel;

class SelectedStatistics : public QObject
{
    Q_OBJECT

public:
    /// `model` stays the caller's.
    SelectedStatistics(const TimelineModel* model, QObject* parent = nullptr);

    /// Null before the first answer.
    [[nodiscard]] const std::shared_ptr<const SelectionStatistics>& statistics() const
    {
        return m_statistics;
    }
    /// What they are of; its time is always set.
    [[nodiscard]] const SelectedTasks& tasks() const { return m_tasks; }
    /// Whether they are of a selection, not of what is seen.
    [[nodiscard]] bool ofSelection() const { return m_ofSelection; }
    /// Whether an answer is on its way.
    [[nodiscard]] bool busy() const { return m_answer.busy(); }

Q_SIGNALS:
    void changed();

private:
    struct Answer
    {
        std::shared_ptr<const SelectionStatistics> statistics;
        SelectedTasks tasks;
        bool ofSelection = false;
    };
    void forget();
    void ask();

    const TimelineModel* m_model;
    const TimeView* m_time;
    const TaskSelection* m_selection;
    std::shared_ptr<const SelectionStatistics> m_statistics;
    SelectedTasks m_tasks;
    bool m_ofSelection = false;
    LatestAnswer<Answer> m_answer;
};

} // namespace interleave::ui
