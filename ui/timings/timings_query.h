// How long tasks, waits and delays took, of the selected time and workers, and the split of the
// workers' time: computed in another thread. A newer question replaces an older one; while a run
// goes on, no more than a twentieth of a core is spent on it.
#pragma once

#include "core/timeline/timings.h"
#include "ui/models/time_selection.h"

#include <QFutureWatcher>
#include <QObject>
#include <QTimer>

#include <memory>

namespace interleave::ui {

class TimelineModel;

class TimingsQuery : public QObject
{
    Q_OBJECT

public:
    /// Both stay the caller's.
    TimingsQuery(
        const TimelineModel* model, const TimeSelection* selection, QObject* parent = nullptr);

    void ask();
    /// Another recording.
    void forget();
    /// Null before the first answer.
    [[nodiscard]] const std::shared_ptr<const Timings>& timings() const { return m_timings; }
    [[nodiscard]] bool busy() const { return m_asked || m_watcher.isRunning(); }

Q_SIGNALS:
    void changed();

private:
    struct Answer
    {
        std::shared_ptr<const Timings> timings;
        std::uint64_t trial = 0;
        int costMs = 0;
    };
    void start();
    void take();

    const TimelineModel* m_model;
    const TimeSelection* m_selection;
    std::shared_ptr<const Timings> m_timings;
    bool m_asked = false; // and not yet begun
    std::uint64_t m_trial = 0; // answers about an earlier one are dropped
    QFutureWatcher<Answer> m_watcher;
    QTimer m_rest; // between two answers about a run that goes on
};

} // namespace interleave::ui
