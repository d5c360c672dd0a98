// The only class of the window that touches engines: starts one run or two in a row, turns what
// arrives into signals, and reads the recording of the running trial at the window's own pace.
//
// Nothing here waits: engines are other processes, their messages come by a socket, and the
// recording is memory. While all cores are busy it looks less often, because its own work would
// slow the run.
#pragma once

#include "core/engine/wire/engine_client.h"
#include "ui/models/live_snapshot.h"
#include "ui/models/log_line.h"

#include <QObject>
#include <QSocketNotifier>
#include <QTimer>

#include <filesystem>
#include <memory>
#include <vector>

namespace interleave::ui {

class RunController : public QObject
{
    Q_OBJECT

public:
    /// `engineProgram` is the interleave executable.
    explicit RunController(std::filesystem::path engineProgram, QObject* parent = nullptr);

    /// Runs the experiments one after the other; the number of each is its place here, from 0. A
    /// run that is going on is ended first.
    void start(std::vector<Experiment> experiments);
    /// Asks the engine to stop; finished() follows, and no further experiment begins.
    void stop();
    /// Ends what runs and waits for it, at most 2 s: afterwards no process is left.
    void shutDown() { end(); }
    [[nodiscard]] bool running() const { return m_client != nullptr; }
    /// From one live update to the next.
    [[nodiscard]] int refreshMs() const { return m_timer.interval(); }
    [[nodiscard]] std::size_t runs() const { return m_experiments.size(); }

Q_SIGNALS:
    void runningChanged(bool running);
    void started(std::size_t run, const interleave::Experiment& experiment);
    /// The next trial has begun: its recording grows from now on, and stays when it has ended.
    void trialStarted(std::size_t run, std::shared_ptr<const interleave::Recording> recording);
    void liveUpdated(std::size_t run, const interleave::ui::LiveSnapshot& live);
    void trialFinished(std::size_t run, const interleave::TrialResult& trial);
    /// Of the trial that has just finished, where its lost updates are known by name.
    void historyFound(std::size_t run, std::shared_ptr<const interleave::UpdateHistory> history);
    void finished(std::size_t run,
        const interleave::RunResult& result,
        const interleave::UtilisationSeries& series);
    void failed(std::size_t run, const QString& reason);
    void logged(const interleave::ui::LogLine& line);

private:
    void startNext();
    void end();
    void dropNotifier();
    void receive();
    void handle(const TrialStarted& message);
    void handle(const TrialFinished& message);
    void handle(const RunFinished& message);
    void handle(const RunFailed& message);
    void handle(const EngineLog& message);
    [[nodiscard]] RunResult withWindowCosts(RunResult result) const;
    void log(LogLevel level, const QString& text);
    void look();

    std::filesystem::path m_engineProgram;
    std::vector<Experiment> m_experiments;
    std::size_t m_run = 0; // the one that is going on
    bool m_stopped = false;
    std::unique_ptr<EngineClient> m_client; // null when nothing runs
    std::vector<WindowCost> m_windowCosts; // of the run's trials that have ended
    std::unique_ptr<QSocketNotifier> m_notifier;
    std::shared_ptr<const Recording> m_recording; // of the running trial
    std::uint64_t m_trials = 1;
    std::uint64_t m_startNs = 0;
    QTimer m_timer;
    WatchingMeter m_meter;
};

} // namespace interleave::ui
