// What a window holds of a running engine: it spawns `interleave engine`, sends one experiment,
// receives messages and can cancel. One client per run.
//
// Thread safety: one thread at a time. What waits for the engine says so. Ending the client closes
// the socket: the engine then kills its workers and ends by itself, also when this process was
// killed. An engine that dies gives one last message, RunFailed, and the recordings that were
// received stay readable.
#pragma once

#include "core/engine/plan/log_level.h"
#include "core/evidence/update_history.h"
#include "core/model/run_result.h"
#include "core/trace/recording.h"
#include "core/workload/image/picture_list.h"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <variant>
#include <vector>

namespace interleave {

/// A trial has begun; its recording can be read from now on, whatever becomes of the engine.
struct TrialStarted
{
    std::int64_t trial = 0; // from 0
    std::int64_t trials = 1;
    std::shared_ptr<const Recording> recording;
};

/// What the tasks of some arms are about, before the first trial: of an image run its pictures.
struct TasksNamed
{
    std::vector<std::uint32_t> arms;
    std::shared_ptr<const PictureList> pictures;
};

/// Tasks of the trial that goes on have failed since the last message of this kind; its result has
/// them again.
struct TasksFailed
{
    std::int64_t trial = 0;
    std::vector<TaskError> errors;
};

struct TrialFinished
{
    std::int64_t trial = 0;
    TrialResult result;
    std::shared_ptr<const UpdateHistory> history; // where the lost updates are known by name
};

struct RunFinished
{
    RunResult result;
};

/// The run could not start (a bad experiment, no memory) or the engine died.
struct RunFailed
{
    std::string message;
    bool cancelled = false; // before it was planned: nothing is wrong
};

/// Something that the engine did.
struct EngineLog
{
    LogLevel level;
    std::string text;
};

using EngineMessage = std::variant<TasksNamed,
    TrialStarted,
    TasksFailed,
    TrialFinished,
    RunFinished,
    RunFailed,
    EngineLog>;

class EngineClient
{
public:
    /// Spawns `program` (the interleave executable) as an engine and sends it the experiment. Costs
    /// about 1 ms; never forks this process (posix_spawn).
    [[nodiscard]] static Result<std::unique_ptr<EngineClient>, SystemError> start(
        const std::filesystem::path& program, const Experiment& experiment);
    EngineClient(const EngineClient&) = delete;
    EngineClient& operator=(const EngineClient&) = delete;
    EngineClient(EngineClient&&) = delete;
    EngineClient& operator=(EngineClient&&) = delete;
    ~EngineClient();

    /// The engine's process, for who wants to know what it uses.
    [[nodiscard]] pid_t pid() const;
    /// Readable when receive() has something; for a QSocketNotifier or poll().
    [[nodiscard]] int descriptor() const;
    /// All messages that have arrived. After RunFinished or RunFailed no more come. Waits for
    /// howItEnded() where the engine has died.
    [[nodiscard]] std::vector<EngineMessage> receive();
    /// The same without what it would have to wait for.
    [[nodiscard]] std::vector<EngineMessage> receiveNow();
    /// Whether the engine has gone without a last message, which howItEnded() gives.
    [[nodiscard]] bool lost() const;
    /// Waits for its end, at most 2 s; in another thread than receiveNow(), say.
    [[nodiscard]] RunFailed howItEnded();
    /// Closes the socket and waits for the engine's end, at most 4 s. Nothing is left to do for the
    /// destructor, which does the same.
    void end();
    /// Asks the engine to stop; RunFinished follows within 0.5 s with what was done until then, or
    /// RunFailed where the run was still planned.
    void cancel();

private:
    struct Connection;
    explicit EngineClient(std::unique_ptr<Connection> connection);
    std::unique_ptr<Connection> m_connection;
};

} // namespace interleave
