// The canonical problems, run in real processes, and what they say for themselves.
#pragma once

#include "tests/support/engine_run.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <string>

namespace interleave::test {

struct Problem
{
    WorkloadKind workload;
    std::map<std::string, FieldValue, std::less<>> params{};
    std::int64_t tasks = 40;
    std::int64_t workers = 2;
    Primitive sync = Primitive::Lock;
    bool pin = false;
};

inline Experiment experimentOf(const Problem& problem)
{
    return {.workload = problem.workload,
        .params = problem.params,
        .tasks = problem.tasks,
        .workers = problem.workers,
        .sync = problem.sync,
        .pin = problem.pin};
}

inline TrialResult solve(const Problem& problem)
{
    return runExperiment(experimentOf(problem)).trials.at(0);
}

inline double figure(const TrialResult& trial, std::string_view name)
{
    const auto& figures = trial.outcome.figures;
    const auto found = std::ranges::find(figures, name, &OutcomeFigure::name);
    EXPECT_NE(found, figures.end()) << name;
    return found == figures.end() ? -1 : found->value;
}

/// Races need luck: runs the problem again until its outcome is not as wanted, 30 times at most.
/// Each worker on a core of its own, or on a busy machine all may be on one for long.
inline std::optional<TrialResult> solveUntilWrong(Problem problem)
{
    problem.pin = true;
    for (int tries = 0; tries < 30; ++tries) {
        TrialResult trial = solve(problem);
        if (!trial.outcome.asWanted)
            return trial;
    }
    return std::nullopt;
}

inline void expectRight(const Problem& problem)
{
    Experiment experiment = experimentOf(problem);
    experiment.trials = 3;
    for (const TrialResult& trial : runExperiment(experiment).trials) {
        EXPECT_EQ(trial.end, TrialEnd::Finished);
        EXPECT_EQ(trial.tasks.succeeded, trial.tasks.total);
        EXPECT_TRUE(trial.outcome.asWanted) << trial.outcome.sentence;
        EXPECT_EQ(trial.race.lost, 0U) << trial.outcome.sentence;
        EXPECT_EQ(trial.race.actual, trial.race.expected) << trial.outcome.sentence;
        EXPECT_FALSE(trial.outcome.sentence.empty());
        EXPECT_FALSE(trial.outcome.charts.empty());
    }
}

} // namespace interleave::test
