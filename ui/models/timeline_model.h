// The events of a trial for the views that draw them: owns the index, takes in what a running trial
// logs whenever it is told to look, and the rest by itself, in small bites, when the trial has
// ended. Keeps the shared view's time up to date.
//
// One thread: the window's. No bite takes longer than a few milliseconds.
#pragma once

#include "core/timeline/selection_statistics.h"
#include "core/timeline/timeline_index.h"
#include "ui/models/time_range.h"

#include <QObject>
#include <QTimer>

#include <functional>
#include <memory>
#include <optional>

namespace interleave::ui {

class TaskSelection;
class TimeView;
struct SelectedTasks;

class TimelineModel : public QObject
{
    Q_OBJECT

public:
    /// Both stay the caller's.
    TimelineModel(TimeView* time, TaskSelection* selection, QObject* parent = nullptr);
    TimelineModel(const TimelineModel&) = delete;
    TimelineModel& operator=(const TimelineModel&) = delete;
    TimelineModel(TimelineModel&&) = delete;
    TimelineModel& operator=(TimelineModel&&) = delete;
    ~TimelineModel() override;

    /// What is seen of its time, and what is selected of its tasks.
    [[nodiscard]] TimeView* time() const { return m_time; }
    [[nodiscard]] TaskSelection* selection() const { return m_selection; }

    /// The trial that is looked at from now on; null: none. `runs`: look() will be called, and
    /// finish() at its end.
    void setRecording(std::shared_ptr<const Recording> recording, bool runs);
    void look();
    void finish();

    /// What its tasks are about, where that is known: after setRecording().
    using TaskName = std::function<QString(std::uint64_t task)>;
    void setTaskNames(TaskName names) { m_names = std::move(names); }
    /// "cat.jpg"; empty where it has none.
    [[nodiscard]] QString nameOf(std::uint64_t task) const
    {
        return m_names ? m_names(task) : QString();
    }

    /// Null where there is no recording.
    [[nodiscard]] const TimelineIndex* index() const { return m_index ? &*m_index : nullptr; }
    [[nodiscard]] const std::shared_ptr<const Recording>& recording() const { return m_recording; }
    /// Whether all is taken in, and nothing more will come.
    [[nodiscard]] bool complete() const { return m_recording && !m_runs && !m_rest.isActive(); }
    [[nodiscard]] bool runs() const { return m_runs; }
    /// Grows with every change of what the index says.
    [[nodiscard]] std::uint64_t revision() const { return m_revision; }

    /// Nanoseconds since the start of the trial, and back.
    [[nodiscard]] double timeOf(std::uint64_t tick) const;
    [[nodiscard]] TimeRange timeOf(const TickRange& range) const;
    [[nodiscard]] std::uint64_t tickAt(double ns) const;
    [[nodiscard]] TickRange ticksOf(const TimeRange& range) const;
    [[nodiscard]] double nsPerTick() const { return m_nsPerTick; }
    /// Where no time is selected, in `time`.
    [[nodiscard]] Selection coreSelection(const SelectedTasks& tasks, const TimeRange& time) const;
    /// What the sampler saw; nothing before complete().
    [[nodiscard]] const std::optional<UtilisationSeries>& samples() const { return m_samples; }
    /// Whether its tasks sleep, and need no core.
    [[nodiscard]] bool tasksSleep() const { return m_tasksSleep; }
    /// Whether they take locks, for which they may have to wait.
    [[nodiscard]] bool tasksTakeLocks() const { return m_tasksTakeLocks; }

Q_SIGNALS:
    void recordingChanged();
    /// More is in the index, or the time has grown.
    void grown();

private:
    void extend(int budgetMs);

    TimeView* m_time;
    TaskSelection* m_selection;
    std::shared_ptr<const Recording> m_recording;
    std::optional<TimelineIndex> m_index;
    std::optional<UtilisationSeries> m_samples;
    TaskName m_names;
    double m_nsPerTick = 1;
    bool m_tasksSleep = false;
    bool m_tasksTakeLocks = false;
    std::uint64_t m_begin = 0; // tick 0 of all times here
    bool m_runs = false;
    std::uint64_t m_revision = 0;
    QTimer m_rest; // takes in what is left when the trial has ended
};

} // namespace interleave::ui
