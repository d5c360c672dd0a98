#include "core/engine/wire/engine_client.h"

#include "core/engine/wire/channel.h"
#include "core/engine/wire/wire.h"
#include "core/model/run_result_json.h"
#include "core/process/child_process.h"
#include "core/sync/system_v_lock.h"

#include <fmt/format.h>

#include <csignal>
#include <utility>

namespace interleave {

namespace {

// An engine whose window has gone needs 0.2 s for its workers.
constexpr std::uint64_t kEndGraceNs = 2'000'000'000;

// What belongs to messages that are still to come.
struct Arrived
{
    std::vector<UniqueFd> evidence{}; // descriptors for the next trial-finished
    std::vector<TrialResult> trials{}; // for run-finished
};

EngineMessage readTaskFiles(WireMessage& received)
{
    auto pictures = PictureList::read(std::move(received.descriptor));
    if (!pictures)
        return EngineLog{
            LogLevel::Error, "the list of pictures cannot be read: " + pictures.error().message};
    return TasksNamed{received.message.value("arms", std::vector<std::uint32_t>()),
        std::make_shared<const PictureList>(*std::move(pictures))};
}

EngineMessage readTrialStarted(WireMessage& received)
{
    auto recording = Recording::open(received.descriptor.get());
    if (!recording)
        return EngineLog{
            LogLevel::Error, "the recording cannot be read: " + recording.error().message};
    return TrialStarted{
        received.message.value("trial", std::int64_t{0}),
        received.message.value("trials", std::int64_t{1}),
        std::make_shared<const Recording>(*std::move(recording)),
    };
}

EngineMessage readTasksFailed(const Json& message)
{
    auto errors = taskErrorsFromJson(message.value("errors", Json()));
    if (!errors)
        return EngineLog{LogLevel::Error, errors.error().message};
    return TasksFailed{message.value("trial", std::int64_t{0}), *std::move(errors)};
}

std::shared_ptr<const UpdateHistory> readHistory(std::vector<UniqueFd>& evidence)
{
    if (evidence.size() != 2)
        return nullptr;
    auto history = UpdateHistory::attach(std::move(evidence[0]), std::move(evidence[1]));
    return history ? std::make_shared<const UpdateHistory>(*std::move(history)) : nullptr;
}

EngineMessage readTrialFinished(const Json& message, Arrived& arrived)
{
    auto history = readHistory(arrived.evidence);
    arrived.evidence.clear();
    auto result = trialResultFromJson(message.value("result", Json()));
    if (!result)
        return EngineLog{LogLevel::Error, result.error().message};
    arrived.trials.push_back(*result);
    return TrialFinished{
        message.value("trial", std::int64_t{0}), *std::move(result), std::move(history)};
}

EngineMessage readRunFinished(const Json& message, Arrived& arrived)
{
    auto result = runResultFromJson(message.value("result", Json()));
    if (!result)
        return RunFailed{result.error().message};
    if (message.value("trials", std::size_t{0}) != arrived.trials.size())
        return RunFailed{"the result of a trial could not be read"};
    result->trials = std::move(arrived.trials);
    return RunFinished{*std::move(result)};
}

EngineMessage readLog(const Json& message)
{
    const int level = std::clamp(message.value("level", 0), 0, 2);
    return EngineLog{static_cast<LogLevel>(level), message.value("text", std::string())};
}

std::optional<EngineMessage> readMessage(WireMessage& received, Arrived& arrived)
{
    try {
        const std::string type = wire::typeOf(received.message);
        if (type == wire::kTaskFiles)
            return readTaskFiles(received);
        if (type == wire::kTrialStarted)
            return readTrialStarted(received);
        if (type == wire::kTasksFailed)
            return readTasksFailed(received.message);
        if (type == wire::kTrialFinished)
            return readTrialFinished(received.message, arrived);
        if (type == wire::kEvidence)
            arrived.evidence.push_back(std::move(received.descriptor));
        if (type == wire::kRunFinished)
            return readRunFinished(received.message, arrived);
        if (type == wire::kRunFailed)
            return RunFailed{
                received.message.value("message", std::string("the engine gave no reason")),
                received.message.value("cancelled", false)};
        if (type == wire::kLog)
            return readLog(received.message);
        return std::nullopt;
    } catch (const nlohmann::json::exception& error) { // a field of another type
        return EngineLog{
            LogLevel::Error, fmt::format("a message of the engine is damaged: {}", error.what())};
    }
}

} // namespace

struct EngineClient::Connection
{
    Channel channel;
    ChildProcess process;
    Arrived arrived{};
    bool ended = false; // its last message is here
    bool reaped = false;
};

EngineClient::EngineClient(std::unique_ptr<Connection> connection)
    : m_connection(std::move(connection))
{
}

EngineClient::~EngineClient()
{
    end();
}

void EngineClient::end()
{
    if (std::exchange(m_connection->reaped, true))
        return;
    {
        const Channel closing = std::move(m_connection->channel);
    }
    // Workers die with an engine that has to be killed.
    auto status = m_connection->process.reapWithin(kEndGraceNs);
    if (!status) {
        m_connection->process.signal(SIGKILL);
        status = m_connection->process.reapWithin(kEndGraceNs);
    }
    if (!status || !status->clean())
        SystemVSet::sweep(); // what the kernel would keep
}

Result<std::unique_ptr<EngineClient>, SystemError> EngineClient::start(
    const std::filesystem::path& program, const Experiment& experiment)
{
    auto ends = Channel::createPair();
    if (!ends)
        return tl::unexpected(ends.error());
    auto process = ChildProcess::spawn(
        program.string(), {"interleave", "engine", "--control-fd", "3"}, ends->second.get());
    if (!process)
        return tl::unexpected(process.error());
    ends->second.reset();
    auto connection = std::make_unique<Connection>(
        Connection{Channel(std::move(ends->first)), *std::move(process)});
    // When this fails the engine has died already, and receive() says how.
    [[maybe_unused]] const auto sent = connection->channel.send(wire::start(experiment));
    return std::unique_ptr<EngineClient>(new EngineClient(std::move(connection)));
}

pid_t EngineClient::pid() const
{
    return m_connection->process.pid();
}

int EngineClient::descriptor() const
{
    return m_connection->channel.descriptor();
}

std::vector<EngineMessage> EngineClient::receive()
{
    std::vector<EngineMessage> messages = receiveNow();
    if (lost())
        messages.emplace_back(howItEnded());
    return messages;
}

std::vector<EngineMessage> EngineClient::receiveNow()
{
    std::vector<EngineMessage> messages;
    if (m_connection->ended)
        return messages;
    for (WireMessage& received : m_connection->channel.receive()) {
        auto message = readMessage(received, m_connection->arrived);
        if (!message)
            continue;
        messages.push_back(*std::move(message));
        m_connection->ended = m_connection->ended
            || std::holds_alternative<RunFinished>(messages.back())
            || std::holds_alternative<RunFailed>(messages.back());
    }
    return messages;
}

bool EngineClient::lost() const
{
    return !m_connection->ended && m_connection->channel.closed();
}

RunFailed EngineClient::howItEnded()
{
    m_connection->ended = true;
    const auto status = m_connection->process.reapWithin(kEndGraceNs);
    SystemVSet::sweep(); // what the kernel would keep; all else has gone with the engine
    return {fmt::format(
        "the engine ended unexpectedly: it {}", status ? status->text() : "closed its connection")};
}

void EngineClient::cancel()
{
    [[maybe_unused]] const auto sent = m_connection->channel.send(wire::cancel());
}

} // namespace interleave
