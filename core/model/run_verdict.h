// Whether a run was a success, and if not, why: one answer for the exit status, the messages, the
// JSON and the window.
#pragma once

#include "core/model/run_result.h"

#include <string>
#include <vector>

namespace interleave {

/// In the order of weight: what a run is, its worst trial says.
enum class RunVerdict : std::uint8_t {
    Succeeded, // every task of every trial
    TasksFailed, // or were timed out or cancelled, or whole trials were
    NotAsAsked, // by fewer workers than the experiment says
    NotKnown, // the engine failed, or its result is not proved
};

/// Whether what the trial says of its tasks and of the shared state can be relied on.
[[nodiscard]] bool resultIsKnown(const TrialResult& trial);
[[nodiscard]] bool resultIsKnown(const RunResult& run);

[[nodiscard]] RunVerdict verdictOf(const RunResult& run);

/// Whether it came to its end: only then its times, losses and uses compare with those of others.
[[nodiscard]] inline bool isComplete(const TrialResult& trial)
{
    return trial.end == TrialEnd::Finished;
}
/// Whether it ended because workers wait for each other.
[[nodiscard]] inline bool isDeadlocked(const TrialResult& trial)
{
    return trial.end == TrialEnd::Deadlocked || !trial.deadlock.empty();
}
/// Whether it did to the shared state what it should not, found out what nobody wants, or came to a
/// deadlock. Tasks that failed are told apart (TaskCounts): they can fail without any race.
[[nodiscard]] inline bool wentWrong(const TrialResult& trial)
{
    return trial.race.lost > 0 || isDeadlocked(trial) || !trial.outcome.asWanted;
}
[[nodiscard]] std::size_t completeTrials(const RunResult& run);

/// "only 20 of 64 workers could start: (why); times are those of 20 workers".
[[nodiscard]] std::string shortageText(const Shortage& shortage);

/// How many trials a run was to have. Each arm has its own; one that never began has no arms.
[[nodiscard]] std::size_t trialsWanted(const RunResult& run);
/// What ended the run: its last trial did, or a cancellation between two trials.
[[nodiscard]] TrialEnd endOf(const RunResult& run);

/// Why a trial's result is not known; empty where it is.
[[nodiscard]] std::string whyNotKnown(const TrialResult& trial);

/// What keeps the run from being a success, a sentence each: none where it is one.
[[nodiscard]] std::vector<std::string> reasonsOf(const RunResult& run);

} // namespace interleave
