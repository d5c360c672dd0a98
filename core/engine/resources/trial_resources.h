// What a trial works with, and what it needs of the system before its first process: shared memory,
// the recording, timers and the doorbell.
#pragma once

#include "core/base/clock.h"
#include "core/engine/plan/run_observer.h"
#include "core/engine/plan/run_plan.h"
#include "core/engine/resources/trial_evidence.h"
#include "core/engine/resources/trial_memory.h"
#include "core/metrics/core_usage.h"
#include "core/process/context.h"
#include "core/process/event_loop.h"
#include "core/trace/recording.h"
#include "core/trace/recording_writer.h"

#include <filesystem>
#include <memory>

namespace interleave {

/// For so long a Python program may bring nobody nearer to its tasks before it is given up.
inline constexpr std::uint64_t kPythonStartNs = 30'000'000'000;

/// What a run's trials share.
struct TrialTools
{
    const RunPlan& plan;
    const Clock& clock;
    EventLoop& loop;
    CoreUsage& cores;
    RunObserver& observer;
    std::shared_ptr<Context> context; // for start methods other than fork
    std::filesystem::path joblibFolder{}; // where joblib's Memory keeps results; empty: it has none
    std::uint64_t pythonStartNs = kPythonStartNs;
};

/// From tick to tick at first: the engine looks at its workers and samples what they use.
inline constexpr std::uint64_t kTickNs = 50'000'000;

/// Which of a run's trials, and what it has of its own.
struct TrialNumber
{
    std::int64_t number = 0; // from 0
    std::uint32_t armNumber = 0; // of RunResult::arms
    Arm arm;
};

struct TrialResources
{
    TrialMemory memory;
    RecordingWriter recording;
    Recording reading; // mapped before anything runs: the result is computed from it
    Doorbell doorbell; // workers ring it when the engine should look
    Timer tick;
    Timer deadline;
    std::optional<UpdateLog> log; // of a logged trial
    std::optional<SystemVSet> systemVSet; // where that is the primitive

    [[nodiscard]] static Result<TrialResources, EngineError> create(
        const TrialTools& tools, const TrialNumber& trial);
};

} // namespace interleave
