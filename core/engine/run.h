// One run: all trials of an experiment, one after the other, and their summary.
//
// Thread safety: the engine's one thread. cancel() may be called from any callback of the loop.
#pragma once

#include "core/engine/trial.h"

#include <functional>

namespace interleave {

class Run
{
public:
    /// Called with each trial that has ended, while its memory is still there.
    using TrialEnded = std::function<void(Trial&)>;

    /// Plans the experiment: after this everything that a user can mend has been reported. Starts
    /// nothing.
    [[nodiscard]] static Result<std::unique_ptr<Run>, EngineError> plan(
        const Experiment& experiment);

    /// Runs until the last trial has ended or cancel() was called; handles the loop's other
    /// descriptors meanwhile. A cancelled run has fewer trials; the last of them says Cancelled.
    [[nodiscard]] Result<RunResult, EngineError> execute(
        EventLoop& loop, RunObserver& observer, const TrialEnded& trialEnded = {});
    void cancel();
    [[nodiscard]] const RunPlan& planned() const { return m_plan; }

private:
    explicit Run(RunPlan plan);

    RunPlan m_plan;
    Clock m_clock;
    Trial* m_current = nullptr;
    bool m_cancelled = false;
};

/// Lets this process open as many descriptors as it may: each worker takes three.
void raiseDescriptorLimit();

} // namespace interleave
