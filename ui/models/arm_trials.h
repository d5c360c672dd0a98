// The trials of a run that were made alike.
#pragma once

#include "core/model/run_result.h"
#include "core/model/run_verdict.h"

#include <algorithm>
#include <vector>

namespace interleave::ui {

/// Those of one of the run's arms that began, in their order.
[[nodiscard]] inline std::vector<const TrialResult*> begunTrialsOfArm(
    const RunResult& run, std::uint32_t arm)
{
    std::vector<const TrialResult*> trials;
    for (const TrialResult& trial : run.trials) {
        if (trial.arm == arm)
            trials.push_back(&trial);
    }
    return trials;
}

/// The complete ones: others compare with nothing.
[[nodiscard]] inline std::vector<const TrialResult*> trialsOfArm(
    const RunResult& run, std::uint32_t arm)
{
    std::vector<const TrialResult*> trials = begunTrialsOfArm(run, arm);
    std::erase_if(trials, [](const TrialResult* trial) { return !isComplete(*trial); });
    return trials;
}

[[nodiscard]] inline std::vector<std::uint64_t> lostOfArm(const RunResult& run, std::uint32_t arm)
{
    std::vector<std::uint64_t> lost;
    for (const TrialResult* trial : trialsOfArm(run, arm))
        lost.push_back(trial->race.lost);
    return lost;
}

/// How long they took, in ns: of one that was cut short, or ended in a deadlock, that says nothing.
[[nodiscard]] inline std::vector<double> wallsOfArm(const RunResult& run, std::uint32_t arm)
{
    std::vector<double> walls;
    for (const TrialResult* trial : trialsOfArm(run, arm))
        walls.push_back(static_cast<double>(trial->wallNs));
    return walls;
}

/// Of the arm that has the most complete ones: of one nobody knows how far another would lie from
/// it.
[[nodiscard]] inline std::size_t mostTrials(const RunResult& run)
{
    std::size_t most = trialsOfArm(run, 0).size();
    for (std::uint32_t arm = 1; arm < run.arms.size(); ++arm)
        most = std::max(most, trialsOfArm(run, arm).size());
    return most;
}

/// The last that ended in a deadlock; null when none did.
[[nodiscard]] inline const TrialResult* deadlockedTrial(const RunResult& run)
{
    const TrialResult* found = nullptr;
    for (const TrialResult& trial : run.trials)
        found = trial.deadlock.empty() ? found : &trial;
    return found;
}

} // namespace interleave::ui
