// How long tasks, waits and delays took, of the selected time and workers, and the split of the
// workers' time: computed in another thread. A newer question replaces an older one; while a run
// goes on, no more than a twentieth of a core is spent on it.
#pragma once

#include "core/timeline/timings.h"
#include "ui/models/latest_answer.h"
#include "ui/models/task_selection.h"

#include <QObject>
#include <QTimer>

#include <memory>

namespace interleave::ui {

class TimelineModel;

class TimingsQuery : public QObject
{
    Q_OBJECT

public:
    /// `model` stays the caller's.
    TimingsQuery(const TimelineModel* model, QObject* parent = nullptr);

    void ask();
    /// Another recording.
    void forget();
    /// Null before the first answer.
    [[nodiscard]] const std::shared_ptr<const Timings>& timings() const { return m_timings; }
    [[nodiscard]] bool busy() const { return m_asked || m_answer.busy(); }

Q_SIGNALS:
    void changed();

private:
    struct Answer
    {
        std::shared_ptr<const Timings> timings;
        int costMs = 0;
    };
    void start();
    void take(const Answer& answer);

    const TimelineModel* m_model;
    const TaskSelection* m_selection;
    std::shared_ptr<const Timings> m_timings;
    bool m_asked = false; // while it rests
    LatestAnswer<Answer> m_answer;
    QTimer m_rest; // between two answers about a run that goes on
};

} // namespace interleave::ui
