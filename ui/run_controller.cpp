#include "ui/run_controller.h"

#include "core/base/clock.h"
#include "ui/models/read_snapshot.h"
#include "ui/models/refresh_interval.h"
#include "ui/models/trials_wanted.h"

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
    m_meter.start();
    startNext();
}

void RunController::startNext()
{
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
    Q_EMIT trialStarted(m_run, m_recording);
}

void RunController::handle(const TrialFinished& message)
{
    look();
    Q_EMIT trialFinished(m_run, message.result);
    if (message.history)
        Q_EMIT historyFound(m_run, message.history);
}

void RunController::handle(const RunFinished& message)
{
    const UtilisationSeries series = m_recording ? m_recording->utilisation() : UtilisationSeries{};
    const std::size_t run = m_run;
    const bool complete = message.result.trials.size() == trialsWanted(message.result);
    const bool goOn = complete && !m_stopped && run + 1 < m_experiments.size();
    if (!goOn)
        end();
    Q_EMIT finished(run, message.result, series);
    if (!goOn)
        return;
    ++m_run;
    dropNotifier();
    m_recording.reset();
    startNext();
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
