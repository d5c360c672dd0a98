// The bottom line of the window: how far the run is, how long it will take, what watching it costs.
// Its parts keep their places and widths, so that nothing jumps while the numbers change. Where
// there is no room for all, what watching costs is cut, and beside a message it is not shown.
#pragma once

#include "core/model/run_result.h"
#include "ui/models/live_snapshot.h"

#include <QWidget>

class QLabel;
class QProgressBar;

namespace interleave::ui {

class ElidedLabel;
class NoteLabel;

class ProgressFooter : public QWidget
{
    Q_OBJECT

public:
    explicit ProgressFooter(QWidget* parent = nullptr);

    /// A run was asked for and has not begun to tell.
    void start();
    void setLive(const LiveSnapshot& live);
    void setRun(const RunResult& run);
    /// Nothing is known of a run.
    void clear();
    /// Keeps how far the run was.
    void setFailed();
    /// "ready", "running", "done": the first word of the line.
    [[nodiscard]] QString state() const;
    /// A message of the window itself ("saved counter.json"), or a problem; empty removes it.
    void setMessage(const QString& text, bool problem = false);

Q_SIGNALS:
    void stateChanged();

protected:
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void fit();
    void showState(const QString& state);
    void showProgress(double share);
    void showTasks(Counted counted, std::uint64_t ended, std::uint64_t total);
    void showEvents(const EventCounts& events, const QString& each = {});
    void showCost(double engineShare, const std::optional<WindowCost>& window);

    QLabel* m_state;
    QProgressBar* m_bar;
    ElidedLabel* m_tasks;
    QString m_tasksText; // without the times, which end with the run
    QString m_longestTasks; // with the longest times
    NoteLabel* m_problem; // above all else: it may be long
    NoteLabel* m_message;
    QLabel* m_events;
    ElidedLabel* m_cost;
};

/// The nanoseconds that a run still needs at its pace until now; nothing before its first task has
/// ended.
[[nodiscard]] std::optional<double> remainingNs(const LiveSnapshot& live);

} // namespace interleave::ui
