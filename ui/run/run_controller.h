// The only class of the window that touches engines: has a run run, fills it with what arrives, and
// reads the recording of the running trial at the window's own pace.
//
// Nothing here waits: engines are other processes, their messages come by a socket, the recording
// is memory, and whoever has to wait for an engine's end does so in another thread. While all cores
// are busy it looks less often, because its own work would slow the run.
#pragma once

#include "core/engine/wire/engine_client.h"
#include "ui/models/watching_meter.h"
#include "ui/run/run.h"

#include <QObject>
#include <QSocketNotifier>
#include <QThreadPool>
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
    RunController(const RunController&) = delete;
    RunController& operator=(const RunController&) = delete;
    RunController(RunController&&) = delete;
    RunController& operator=(RunController&&) = delete;
    ~RunController() override;

    /// One that is going on is ended first.
    void start(std::shared_ptr<Run> run);
    /// Asks the engine to stop; the run's end follows.
    void stop();
    /// Ends it at once, without a result.
    void end();
    /// Ends what runs and waits for it, at most 4 s: afterwards no process is left. For a window
    /// that is hidden already.
    void shutDown();
    [[nodiscard]] bool running() const { return m_client != nullptr; }
    /// What runs, or ran last; null before the first.
    [[nodiscard]] const std::shared_ptr<Run>& run() const { return m_run; }
    /// From one live update to the next.
    [[nodiscard]] int refreshMs() const { return m_timer.interval(); }

Q_SIGNALS:
    void runningChanged(bool running);

private:
    void endEngine();
    void receive();
    void awaitReason();
    void handle(const TasksNamed& message);
    void handle(const TrialStarted& message);
    void handle(const TasksFailed& message);
    void handle(const TrialFinished& message);
    void handle(const RunFinished& message);
    void handle(const RunFailed& message);
    void handle(const EngineLog& message);
    [[nodiscard]] RunResult withWindowCosts(RunResult result) const;
    void log(LogLevel level, const QString& text);
    void look();

    std::filesystem::path m_engineProgram;
    std::shared_ptr<Run> m_run;
    std::shared_ptr<EngineClient> m_client; // null when nothing runs
    std::vector<WindowCost> m_windowCosts; // of the run's trials that have ended
    std::unique_ptr<QSocketNotifier> m_notifier;
    std::shared_ptr<const Recording> m_recording; // of the running trial
    std::uint64_t m_trials = 1;
    std::uint64_t m_startNs = 0;
    QTimer m_timer;
    WatchingMeter m_meter;
    QThreadPool m_ends; // of engines
};

} // namespace interleave::ui
