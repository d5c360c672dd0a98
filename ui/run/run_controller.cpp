#include "ui/run/run_controller.h"

#include "core/base/clock.h"
#include "ui/models/end_elsewhere.h"
#include "ui/models/in_background.h"
#include "ui/models/read_snapshot.h"
#include "ui/models/refresh_interval.h"
#include "ui/run/failed_run.h"

#include <QFutureWatcher>
#include <QSignalBlocker>

#include <algorithm>

namespace interleave::ui {

namespace {

constexpr int kFirstLookMs = 100;

} // namespace

RunController::RunController(std::filesystem::path engineProgram, QObject* parent)
    : QObject(parent)
    , m_engineProgram(std::move(engineProgram))
{
    m_ends.setMaxThreadCount(1); // one after the other: an engine has one end
    connect(&m_timer, &QTimer::timeout, this, &RunController::look);
}

// Quietly: whoever listens may be half gone.
RunController::~RunController()
{
    const QSignalBlocker quiet(this);
    endEngine();
    m_ends.waitForDone();
}

void RunController::start(std::shared_ptr<Run> run)
{
    if (running())
        end();
    m_run = std::move(run);
    m_windowCosts.clear();
    m_startNs = Clock::monotonicNs();
    auto client = EngineClient::start(m_engineProgram, m_run->asked());
    if (!client) {
        m_run->fail(QString::fromStdString(client.error().message));
        return;
    }
    m_client = *std::move(client);
    m_notifier = std::make_unique<QSocketNotifier>(m_client->descriptor(), QSocketNotifier::Read);
    connect(m_notifier.get(), &QSocketNotifier::activated, this, &RunController::receive);
    m_timer.start(kFirstLookMs);
    Q_EMIT runningChanged(true);
}

void RunController::stop()
{
    if (m_client)
        m_client->cancel();
}

void RunController::shutDown()
{
    end();
    m_ends.waitForDone();
}

void RunController::end()
{
    endEngine();
    if (m_run && m_run->goesOn())
        m_run->fail(tr("the run was ended before it had a result"));
}

void RunController::endEngine()
{
    m_timer.stop();
    dropNotifier(m_notifier);
    m_recording.reset();
    if (auto client = std::exchange(m_client, nullptr)) {
        endElsewhere(m_ends, std::move(client));
        Q_EMIT runningChanged(false);
    }
}

void RunController::receive()
{
    // A handler may end this run and begin the next, so the client is asked once and not touched
    // again.
    const std::shared_ptr<EngineClient> client = m_client;
    for (const EngineMessage& message : client->receiveNow())
        std::visit([this](const auto& held) { handle(held); }, message);
    if (client == m_client && client->lost())
        awaitReason();
}

// The engine has gone without a word: how it ended is known when its process has.
void RunController::awaitReason()
{
    dropNotifier(m_notifier);
    auto* watcher = new QFutureWatcher<RunFailed>(this);
    connect(watcher, &QFutureWatcherBase::finished, this, [this, watcher, client = m_client] {
        takeOver();
        watcher->deleteLater();
        if (client == m_client)
            handle(watcher->result());
    });
    watcher->setFuture(inBackground<RunFailed>(
        [client = m_client](QPromise<RunFailed>&) { return client->howItEnded(); }, m_ends));
}

void RunController::handle(const TasksNamed& message)
{
    m_run->setPictures(message.arms, message.pictures);
}

void RunController::handle(const TrialStarted& message)
{
    m_recording = message.recording;
    m_trials = static_cast<std::uint64_t>(message.trials);
    if (m_client) // unless a handler has ended the run
        m_meter.start(m_client->pid());
    m_run->beginTrial(static_cast<std::size_t>(message.trial), m_recording);
}

void RunController::handle(const TasksFailed& message)
{
    m_run->addFailures(message.errors);
}

void RunController::handle(const TrialFinished& message)
{
    look();
    TrialResult trial = message.result;
    trial.overhead.window = m_windowCosts.emplace_back(m_meter.cost().window);
    m_run->endTrial(trial, message.history);
}

void RunController::handle(const RunFinished& message)
{
    const RunResult result = withWindowCosts(message.result);
    const std::shared_ptr<Run> run = m_run;
    endEngine();
    run->end(result);
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
    log(message.cancelled ? LogLevel::Info : LogLevel::Error, reason);
    const std::shared_ptr<Run> run = m_run;
    endEngine();
    if (message.cancelled)
        run->end(resultOfCancelled(*run));
    else
        run->fail(reason);
}

void RunController::handle(const EngineLog& message)
{
    log(message.level, QString::fromStdString(message.text));
}

void RunController::log(LogLevel level, const QString& text)
{
    m_run->append({static_cast<double>(Clock::monotonicNs() - m_startNs) / 1e9, level, text});
}

void RunController::look()
{
    if (!m_recording)
        return;
    m_meter.beginFrame();
    LiveSnapshot live = readSnapshot(*m_recording, m_trials, countedIn(m_run->asked()));
    live.watching = m_meter.cost();
    m_run->setLive(live);
    m_timer.setInterval(refreshIntervalMs(
        live.watching.frameCpuNs, allCoresBusy(live.utilisation), live.utilisation.cores.size()));
}

} // namespace interleave::ui
