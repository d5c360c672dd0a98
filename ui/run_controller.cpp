#include "ui/run_controller.h"

#include "core/base/clock.h"
#include "core/model/run_verdict.h"
#include "ui/models/read_snapshot.h"
#include "ui/models/refresh_interval.h"

#include <algorithm>

namespace interleave::ui {

namespace {

constexpr int kFirstLookMs = 100;

} // namespace

RunController::RunController(std::filesystem::path engineProgram, QObject* parent)
    : QObject(parent)
    , m_engineProgram(std::move(engineProgram))
{
    connect(&m_timer, &QTimer::timeout, this, &RunController::look);
}

void RunController::start(std::vector<Experiment> experiments)
{
    if (running())
        end();
    m_experiments = std::move(experiments);
    m_run = 0;
    m_stopped = false;
    m_startNs = Clock::monotonicNs();
    startNext();
}

void RunController::startNext()
{
    m_windowCosts.clear();
    Q_EMIT started(m_run, m_experiments[m_run]);
    auto client = EngineClient::start(m_engineProgram, m_experiments[m_run]);
    if (!client) {
        end();
        Q_EMIT failed(m_run, QString::fromStdString(client.error().message));
        return;
    }
    const bool wasRunning = running();
    m_client = *std::move(client);
    m_notifier = std::make_unique<QSocketNotifier>(m_client->descriptor(), QSocketNotifier::Read);
    connect(m_notifier.get(), &QSocketNotifier::activated, this, &RunController::receive);
    m_timer.start(kFirstLookMs);
    if (!wasRunning)
        Q_EMIT runningChanged(true);
}

void RunController::stop()
{
    m_stopped = true;
    if (m_client)
        m_client->cancel();
}

// It may be the sender of the signal that is being handled.
void RunController::dropNotifier()
{
    if (!m_notifier)
        return;
    m_notifier->setEnabled(false);
    m_notifier.release()->deleteLater();
}

void RunController::end()
{
    m_timer.stop();
    dropNotifier();
    m_recording.reset();
    if (std::exchange(m_client, nullptr))
        Q_EMIT runningChanged(false);
}

void RunController::receive()
{
    // A handler may end this run and begin the next, so the client is asked once and not touched
    // again.
    for (const EngineMessage& message : m_client->receive())
        std::visit([this](const auto& held) { handle(held); }, message);
}

void RunController::handle(const TrialStarted& message)
{
    m_recording = message.recording;
    m_trials = static_cast<std::uint64_t>(message.trials);
    if (m_client) // unless a handler has ended the run
        m_meter.start(m_client->pid());
    Q_EMIT trialStarted(m_run, m_recording);
}

void RunController::handle(const TrialFinished& message)
{
    look();
    TrialResult trial = message.result;
    trial.overhead.window = m_windowCosts.emplace_back(m_meter.cost().window);
    Q_EMIT trialFinished(m_run, trial);
    if (message.history)
        Q_EMIT historyFound(m_run, message.history);
}

void RunController::handle(const RunFinished& message)
{
    const UtilisationSeries series = m_recording ? m_recording->utilisation() : UtilisationSeries{};
    const RunResult result = withWindowCosts(message.result);
    const std::size_t run = m_run;
    const bool complete = result.trials.size() == trialsWanted(result);
    const bool goOn = complete && !m_stopped && run + 1 < m_experiments.size();
    if (!goOn)
        end();
    Q_EMIT finished(run, result, series);
    if (!goOn)
        return;
    ++m_run;
    dropNotifier();
    m_recording.reset();
    startNext();
}

// The engine, whose result it is, does not know them.
RunResult RunController::withWindowCosts(RunResult result) const
{
    const std::size_t watched = std::min(result.trials.size(), m_windowCosts.size());
    for (std::size_t trial = 0; trial < watched; ++trial)
        result.trials[trial].overhead.window = m_windowCosts[trial];
    return result;
}

void RunController::handle(const RunFailed& message)
{
    const QString reason = QString::fromStdString(message.message);
    log(LogLevel::Error, reason);
    end();
    Q_EMIT failed(m_run, reason);
}

void RunController::handle(const EngineLog& message)
{
    log(message.level, QString::fromStdString(message.text));
}

void RunController::log(LogLevel level, const QString& text)
{
    Q_EMIT logged({static_cast<double>(Clock::monotonicNs() - m_startNs) / 1e9, level, text});
}

void RunController::look()
{
    if (!m_recording)
        return;
    m_meter.beginFrame();
    LiveSnapshot live = readSnapshot(*m_recording, m_trials);
    live.watching = m_meter.cost();
    Q_EMIT liveUpdated(m_run, live);
    m_timer.setInterval(refreshIntervalMs(
        live.watching.frameCpuNs, allCoresBusy(live.utilisation), live.utilisation.cores.size()));
}

} // namespace interleave::ui
