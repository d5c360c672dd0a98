// The messages of a channel, in one place for both ends.
//
//   window to engine:  start {experiment}, cancel
//   engine to window:  task-files {arms} with a descriptor, trial-started {trial, trials} with the
//                      recording, tasks-failed {trial, errors}, evidence {trial} with a descriptor,
//                      trial-finished {trial, result}, run-finished {trials, result}, run-failed
//                      {message, cancelled}, log {level, text}
#pragma once

#include "core/base/json_fwd.h"
#include "core/engine/plan/log_level.h"
#include "core/model/experiment.h"
#include "core/model/run_result.h"

namespace interleave::wire {

inline constexpr const char* kType = "type";
inline constexpr const char* kStart = "start";
inline constexpr const char* kCancel = "cancel";
inline constexpr const char* kTaskFiles = "task-files";
inline constexpr const char* kTrialStarted = "trial-started";
inline constexpr const char* kTasksFailed = "tasks-failed";
inline constexpr const char* kEvidence = "evidence";
inline constexpr const char* kTrialFinished = "trial-finished";
inline constexpr const char* kRunFinished = "run-finished";
inline constexpr const char* kRunFailed = "run-failed";
inline constexpr const char* kLog = "log";

/// The message's type; empty when it has none.
[[nodiscard]] std::string typeOf(const Json& message);

[[nodiscard]] Json start(const Experiment& experiment);
[[nodiscard]] Json cancel();
/// Comes with what Workload::taskFiles() gives for these arms, before the first trial.
[[nodiscard]] Json taskFiles(const std::vector<std::uint32_t>& arms);
[[nodiscard]] Json trialStarted(std::int64_t trial, std::int64_t trials);
/// Those that have failed since the last one.
[[nodiscard]] Json tasksFailed(std::int64_t trial, const std::vector<TaskError>& errors);
/// Comes twice before trial-finished: with the history, then with the log that it is of.
[[nodiscard]] Json evidence(std::int64_t trial);
[[nodiscard]] Json trialFinished(std::int64_t trial, const TrialResult& result);
/// The result without its trials, which have come one by one, so that no message grows with their
/// number.
[[nodiscard]] Json runFinished(RunResult result);
[[nodiscard]] Json runFailed(const std::string& message);
/// Of a run that nobody wants any more before it is planned.
[[nodiscard]] Json runCancelled();
[[nodiscard]] Json log(LogLevel level, const std::string& text);

} // namespace interleave::wire
