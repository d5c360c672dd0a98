// Runs made of plain numbers, for those who compare them.
#pragma once

#include "core/model/run_result.h"

#include <cstdint>
#include <vector>

namespace interleave::test {

inline TrialResult trialOf(double ms, std::uint32_t arm = 0)
{
    constexpr double kNsPerMs = 1e6;
    TrialResult trial{.arm = arm, .wallNs = static_cast<std::uint64_t>(ms * kNsPerMs)};
    trial.tasks = {.total = 100, .succeeded = 100};
    trial.throughputPerS = 100 / ms * 1'000;
    trial.ledger = {.proved = true, .ranOnce = 100};
    trial.race = {.updates = 1'000};
    return trial;
}

/// Of one arm.
inline RunResult runOfTimes(const std::vector<double>& ms)
{
    RunResult run;
    run.arms.resize(1);
    for (const double time : ms)
        run.trials.push_back(trialOf(time));
    return run;
}

/// Of two arms, which took turns.
inline RunResult runOfTurns(const std::vector<double>& a, const std::vector<double>& b)
{
    RunResult run;
    run.arms.resize(2);
    for (std::size_t round = 0; round < a.size(); ++round) {
        run.trials.push_back(trialOf(a[round], 0));
        run.trials.push_back(trialOf(b[round], 1));
    }
    return run;
}

inline void disturb(TrialResult& trial)
{
    trial.othersShare = 0.5;
}

} // namespace interleave::test
