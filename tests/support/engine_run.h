// Runs an experiment in real processes for a test, with a hook that is called again and again
// meanwhile.
#pragma once

#include "core/engine/run/run.h"
#include "core/trace/recording.h"

#include <functional>
#include <optional>

namespace interleave::test {

class WatchedRun final : public RunObserver
{
public:
    /// Called every millisecond while a trial runs.
    using Hook = std::function<void(Run&, const Recording&)>;

    explicit WatchedRun(Hook hook = {})
        : m_hook(std::move(hook))
    {
    }

    RunResult run(const Experiment& experiment);
    /// To look into each trial when it has ended.
    void onTrialEnded(Run::TrialEnded look) { m_look = std::move(look); }

    void trialStarted(std::int64_t, const RecordingWriter& recording) override;
    void trialFinished(std::int64_t, const TrialResult&) override { m_recording.reset(); }
    void log(LogLevel, const std::string& text) override { logged += text + "\n"; }

    std::string logged{};

private:
    Hook m_hook;
    Run::TrialEnded m_look;
    Run* m_run = nullptr;
    std::optional<Recording> m_recording;
};

RunResult runExperiment(const Experiment& experiment);

/// Runs a first trial, with twice as many tasks each time, until the hook of `run` has counted as
/// many `events` in one: a short run may be over before anybody looks. Leaves the number of tasks
/// in `experiment`.
TrialResult runUntil(WatchedRun& run, Experiment& experiment, int& events, int atLeast);

/// Whether this process has no child, ended or not.
bool noChildIsLeft();

} // namespace interleave::test
