// The statistics of what is selected, or of what is seen where nothing is: computed in another
// thread, at once after every change; a newer question replaces an older one.
#pragma once

#include "core/timeline/selection_statistics.h"
#include "ui/models/time_selection.h"

#include <QFutureWatcher>
#include <QObject>

#include <memory>

namespace interleave::ui {

class TimelineModel;

class SelectedStatistics : public QObject
{
    Q_OBJECT

public:
    /// Both stay the caller's.
    SelectedStatistics(
        const TimelineModel* model, const TimeSelection* selection, QObject* parent = nullptr);

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
    [[nodiscard]] bool busy() const { return m_asked || m_computing; }

Q_SIGNALS:
    void changed();

private:
    struct Answer
    {
        std::shared_ptr<const SelectionStatistics> statistics;
        SelectedTasks tasks;
        bool ofSelection = false;
        std::uint64_t trial = 0;
    };
    void forget();
    void ask();
    void start();
    void take();

    const TimelineModel* m_model;
    const TimeSelection* m_selection;
    std::shared_ptr<const SelectionStatistics> m_statistics;
    SelectedTasks m_tasks;
    bool m_ofSelection = false;
    bool m_computing = false; // until the answer is taken
    bool m_asked = false; // again, since the running question began
    std::uint64_t m_trial = 0; // answers to questions about an earlier one are dropped
    QFutureWatcher<Answer> m_watcher;
};

} // namespace interleave::ui
