// What a workload says for itself over the trials of a run: not of those that are about updates.
#pragma once

#include "core/model/run_result.h"

#include <QString>

#include <vector>

namespace interleave::ui {

/// Whether what the trial says of itself stands for what became of its updates.
[[nodiscard]] bool hasOwnAnswer(const Experiment& experiment, const TrialResult& trial);
/// Whether any of the run's trials does.
[[nodiscard]] bool hasOwnAnswer(const RunResult& run);

/// What the workload counts that nobody wants, as tickets sold beyond the seats; null where its
/// answer is no such count.
[[nodiscard]] const OutcomeFigure* unwantedCount(
    const Experiment& experiment, const TrialResult& trial);

/// With its unit: "2.31 ns".
[[nodiscard]] QString figureValue(const OutcomeFigure& figure);

/// What each complete trial of an arm counted of that; empty where there is no such count.
[[nodiscard]] std::vector<std::uint64_t> unwantedCounts(const RunResult& run, std::uint32_t arm);

/// What that is: "tickets sold beyond the seats". Empty where there is no such count.
[[nodiscard]] QString unwantedTitle(const RunResult& run);

/// The lower one of two in the middle, so that a trial has it: its words and pictures have the same
/// number. Of no values 0.
[[nodiscard]] std::uint64_t lowerMedian(std::vector<std::uint64_t> values);

/// The trial whose answer stands for all: that with the median of the unwanted counts, else the
/// typical one; but one that went wrong where any did. The run must have a trial.
[[nodiscard]] const TrialResult& answeringTrial(const RunResult& run);

/// What the run's workload found out itself, and in how many of its trials it went wrong: "3 of
/// 1,000 tickets were sold beyond the seats (4 of 5 trials went wrong)". Empty where it says
/// nothing but what became of updates.
[[nodiscard]] QString ownAnswer(const RunResult& run);

} // namespace interleave::ui
