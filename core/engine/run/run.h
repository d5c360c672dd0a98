// One run: all trials of an experiment, one after the other, and their summary.
//
// Thread safety: the engine's one thread. cancel() may be called from any callback of the loop;
// plan() may be called in another thread beside the loop (resultBeside).
#pragma once

#include "core/engine/python/joblib_folder.h"
#include "core/engine/trial/trial.h"

#include <filesystem>
#include <functional>
#include <optional>

namespace interleave {

class Run
{
public:
    /// Called with each trial that has ended, while its memory is still there.
    using TrialEnded = std::function<void(RunningTrial&)>;

    /// Plans the experiment: after this everything that a user can mend has been reported. Starts
    /// nothing.
    [[nodiscard]] static Result<std::unique_ptr<Run>, EngineError> plan(
        const Experiment& experiment);

    /// Runs until the last trial has ended or cancel() was called; handles the loop's other
    /// descriptors meanwhile. A cancelled run has fewer trials, or the last of them says Cancelled.
    /// Of a run whose engine fails on the way, what is known: the last trial says Failed, and why.
    [[nodiscard]] Result<RunResult, EngineError> execute(
        EventLoop& loop, RunObserver& observer, const TrialEnded& trialEnded = {});
    void cancel();
    /// With the numbers that "auto" became.
    [[nodiscard]] const Experiment& experiment() const { return m_experiment; }
    [[nodiscard]] std::int64_t trials() const;
    /// How many are compared.
    [[nodiscard]] std::size_t armCount() const { return m_turns.size(); }
    /// What there is of a run that could not execute.
    [[nodiscard]] RunResult resultWithout(const std::string& why) const;

private:
    // What a trial is to be: of which plan, and which of its arms.
    struct Turn
    {
        std::size_t plan;
        Arm arm;
    };

    // What all trials have in common.
    struct RunTools
    {
        EventLoop& loop;
        CoreUsage& cores;
        RunObserver& observer;
        std::shared_ptr<Context> context;
        std::filesystem::path joblibFolder;
    };

    Run(const Experiment& experiment, std::vector<RunPlan> plans);
    /// Whether the host lets it, and has room for it.
    [[nodiscard]] Result<void, EngineError> canBegin() const;
    /// What plans have to say of what their workers are kept from; each once.
    [[nodiscard]] std::vector<std::string> assurances() const;
    void tellRemarks(RunObserver& observer, std::int64_t usableCores) const;
    void tellTaskNames(RunObserver& observer) const;
    void countWhatNeverBegan(RunResult& result) const;
    [[nodiscard]] Result<std::shared_ptr<Context>, EngineError> makeContext() const;
    /// Nothing where no results are kept by joblib.
    [[nodiscard]] Result<std::optional<JoblibFolder>, EngineError> makeJoblibFolder() const;
    [[nodiscard]] std::vector<Arm> arms() const;
    void runTrials(RunResult& result, const RunTools& tools, const TrialEnded& trialEnded);
    [[nodiscard]] TrialResult runTrial(
        const TrialNumber& number, const TrialTools& tools, const TrialEnded& ended);
    [[nodiscard]] TrialResult tryTrial(
        const TrialNumber& number, const TrialTools& tools, const TrialEnded& ended);

    Experiment m_asked;
    Experiment m_experiment; // with the numbers that "auto" became
    std::vector<RunPlan> m_plans; // one for each pool size
    std::vector<Turn> m_turns; // one for each arm of the run
    Clock m_clock;
    std::uint64_t m_tasksAsked; // 0: as many as usual
    RunningTrial* m_current = nullptr;
    bool m_cancelled = false;
};

/// Lets this process open as many descriptors as it may: each worker takes three.
void raiseDescriptorLimit();

} // namespace interleave
