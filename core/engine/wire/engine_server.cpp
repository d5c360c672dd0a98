#include "core/engine/wire/engine_server.h"

#include "core/base/messages.h"
#include "core/engine/run/exit_status.h"
#include "core/engine/run/run.h"
#include "core/engine/wire/channel.h"
#include "core/engine/wire/wire.h"
#include "core/model/experiment_json.h"
#include "core/process/beside_loop.h"
#include "core/process/stop_signals.h"

#include <cstdlib>
#include <new>

namespace interleave {

namespace {

constexpr std::string_view kSpeaker = "interleave engine";

class EngineServer final : public RunObserver
{
public:
    EngineServer(Channel channel, EventLoop loop)
        : m_channel(std::move(channel))
        , m_loop(std::move(loop))
    {
    }

    int serve()
    {
        const auto watched = m_loop.watch(m_channel.descriptor(), [this] { receive(); });
        if (!watched)
            return giveUp(watched.error().message, kExitEngineFailed);
        const auto heard
            = m_loop.runUntil([this] { return m_experiment.has_value() || m_channel.closed(); });
        if (!heard)
            return giveUp(heard.error().message, kExitEngineFailed);
        if (!m_experiment)
            return m_messages.complain(m_refusal, kExitUsage);
        try {
            return runExperiment();
        } catch (const std::bad_alloc&) {
            return giveUp(describeNoMemory("the results"), kExitEngineFailed);
        }
    }

    void tasksNamed(const std::vector<std::uint32_t>& arms, int taskFiles) override
    {
        post(wire::taskFiles(arms), taskFiles);
    }
    void trialStarted(std::int64_t trial, const RecordingWriter& recording) override
    {
        if (const auto readable = recording.readOnlyDescriptor())
            post(wire::trialStarted(trial, m_run->trials()), readable->get());
    }
    void tasksFailed(std::int64_t trial, const std::vector<TaskError>& errors) override
    {
        post(wire::tasksFailed(trial, errors));
    }
    void evidenceFound(
        std::int64_t trial, const HistoryMemory& history, const UpdateLog& log) override
    {
        post(wire::evidence(trial), history.descriptor());
        post(wire::evidence(trial), log.descriptor());
    }
    void trialFinished(std::int64_t trial, const TrialResult& result) override
    {
        post(wire::trialFinished(trial, result));
    }
    void log(LogLevel level, const std::string& text) override { post(wire::log(level, text)); }

private:
    void receive()
    {
        for (const WireMessage& received : m_channel.receive()) {
            const std::string type = wire::typeOf(received.message);
            if (type == wire::kStart && !m_experiment)
                accept(received.message);
            else if (type == wire::kCancel)
                cancel();
        }
        if (!m_channel.closed())
            return;
        m_loop.unwatch(m_channel.descriptor());
        cancel();
    }

    // The order may be here before the run is.
    void cancel()
    {
        m_cancelled = true;
        if (m_run)
            m_run->cancel();
    }

    void accept(const Json& message)
    {
        auto experiment = experimentFromJson(message.value("experiment", Json()));
        if (experiment)
            m_experiment = *experiment;
        else
            post(wire::runFailed(m_refusal = joinMessages(experiment.error())));
    }

    int runExperiment()
    {
        auto signals = StopSignals::watch(m_loop, [this] { cancel(); });
        if (!signals)
            return giveUp(signals.error().message, kExitEngineFailed);
        m_signals = *std::move(signals);
        // A window that is stopped takes nothing.
        m_channel.giveUpWhen(
            [this](std::chrono::nanoseconds idle) { return m_signals->noTimeLeft(idle); });
        auto run = planned();
        if (!run)
            return giveUp(run.error().message, exitStatusOf(run.error().kind));
        m_run = run->get();
        if (m_cancelled)
            m_run->cancel();
        auto result = m_run->execute(m_loop, *this);
        m_run = nullptr;
        if (!result)
            return giveUp(result.error().message, exitStatusOf(result.error().kind));
        const int status = exitStatusOf(*result);
        // Of a first trial that could not begin there is nothing to show but the reason.
        if (result->trials.size() == 1 && result->trials.front().workers.empty())
            return giveUp(result->errors.front(), status);
        post(wire::runFinished(*std::move(result)));
        return status;
    }

    // The window is heard meanwhile: a folder may be large, or its file system answer late.
    Result<std::unique_ptr<Run>, EngineError> planned()
    {
        auto run = resultBeside(
            m_loop, [this] { return Run::plan(*m_experiment); }, [this] { return m_cancelled; });
        if (run)
            return *std::move(run);
        post(wire::runCancelled());
        std::_Exit(kExitEngineFailed); // the plan is not waited for
    }

    // Told to the window where there is one, and to who has started an engine by hand.
    int giveUp(const std::string& why, int status)
    {
        post(wire::runFailed(why));
        return m_messages.complain(why, status);
    }

    // A window that has gone is noticed when it is read from.
    void post(const Json& message, std::optional<int> descriptor = {})
    {
        const auto sent = m_channel.send(message, descriptor);
        if (!sent && sent.error().kind == SystemError::LimitReached)
            static_cast<void>(m_channel.send(wire::runFailed(sent.error().message)));
    }

    Messages m_messages{kSpeaker};
    Channel m_channel;
    EventLoop m_loop;
    std::unique_ptr<StopSignals> m_signals; // from the run's begin on
    std::optional<Experiment> m_experiment;
    std::string m_refusal = "no experiment has come from the window";
    bool m_cancelled = false;
    Run* m_run = nullptr;
};

} // namespace

int serveEngine(UniqueFd socket)
{
    raiseDescriptorLimit();
    Channel channel(std::move(socket));
    auto loop = EventLoop::create();
    if (!loop) {
        [[maybe_unused]] const auto sent = channel.send(wire::runFailed(loop.error().message));
        return Messages(kSpeaker).complain(loop.error().message, kExitEngineFailed);
    }
    return EngineServer(std::move(channel), *std::move(loop)).serve();
}

} // namespace interleave
