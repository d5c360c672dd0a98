// One run, from "press Run" to its result: the answer, the tiles, and the views in tabs.
//
// It hands each value to the views that show it and knows nothing of engines.
#pragma once

#include "core/evidence/update_history.h"
#include "core/model/run_result.h"
#include "ui/models/live_snapshot.h"
#include "ui/models/log_line.h"

#include <QStringList>
#include <QWidget>

#include <memory>

class QAction;
class QLabel;
class QStackedWidget;
class QTabWidget;

namespace interleave::ui {

class ActivityChart;
class CoreChart;
class Heading;
class LogView;
class LostUpdatesView;
class MetricRow;
class NoteLabel;
class OutcomeHeadline;
class OutcomeView;
class RaceView;
class StateHint;
class TimelineModel;
class TimelineView;
class TimeSelection;
class TimingsView;
class WaitGraphView;
class WorkerModel;
struct SavedRun;

class RunPage : public QWidget
{
    Q_OBJECT

public:
    /// `run` is the action that an empty page offers; it stays the caller's.
    explicit RunPage(QAction* run, QWidget* parent = nullptr);

    void start(const Experiment& experiment);
    /// The log is of the last thing that was started, a comparison too.
    void startLog();
    /// Of the trial that begins; what it logs is read whenever setLive() is called.
    void setRecording(std::shared_ptr<const Recording> recording);
    void setLive(const LiveSnapshot& live);
    void setTrial(const TrialResult& trial);
    /// The updates of the trial that has just ended; null where they were not logged.
    void setHistory(std::shared_ptr<const UpdateHistory> history);
    void setRun(const RunResult& run, const UtilisationSeries& series);
    /// A run from a file, as it was when it ended.
    void showSaved(const SavedRun& saved);
    /// Keeps what was shown until then.
    void setFailed(const QString& reason);
    void append(const LogLine& line);
    /// The tabs' titles, with their keys.
    [[nodiscard]] static QStringList titles();
    void showView(int index);

private:
    enum View { Overview, Timeline, Timings, OverTime, Race, LostUpdates, Waits, Log };

    QWidget* makeOverview();
    QWidget* makeWorkers();
    void showHint();
    void showHeadline();
    void showDropped(const EventCounts& events);
    void showProblems(const TrialResult& trial);
    void showSync(const TrialResult& trial);

    QAction* m_run;
    QStackedWidget* m_stack;
    StateHint* m_hint;
    QWidget* m_content;
    OutcomeHeadline* m_headline;
    Heading* m_failure; // stands for the headline of a run that will never have one
    NoteLabel* m_note;
    MetricRow* m_metrics;
    QTabWidget* m_tabs;
    CoreChart* m_cores;
    OutcomeView* m_outcome;
    ActivityChart* m_activity;
    TimeSelection* m_time; // what all views of time look at
    TimelineModel* m_events;
    TimelineView* m_timeline;
    TimingsView* m_timings;
    RaceView* m_race;
    LostUpdatesView* m_lost;
    WorkerModel* m_workers;
    QLabel* m_sync; // how its primitives were used
    WaitGraphView* m_waits;
    LogView* m_log;
    Experiment m_experiment;
    LiveSnapshot m_live; // the last one
    bool m_anyLive = false;
    bool m_empty = true; // the overview has nothing to show but the hint
};

} // namespace interleave::ui
