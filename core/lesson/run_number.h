// What a lesson asks of a run, as it stands in the lesson's file: "lost", "most lost of none",
// "wall of 1 / wall of 2".
//
//     NUMBER    = TERM [" / " TERM]
//     TERM      = ["most " | "least "] QUANTITY [" of " ARM]
//     QUANTITY  = a name of quantities(), or "figure NAME": what a workload found out
//     ARM       = what it is compared by: a primitive, a number of workers, a parameter's value
//     CONDITION = NUMBER ("=" | "!=" | "<" | "<=" | ">" | ">=") a number, as in 0.5
//
// Without "most" and "least" it is the median of the arm's trials that were measured. Where trials
// of two arms are divided those of the same round are, since arms take turns.
#pragma once

#include "core/base/failure.h"
#include "core/lesson/lesson_error.h"
#include "core/lesson/quantity.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace interleave {

enum class OverTrials : std::uint8_t { Median, Least, Most };

struct Term
{
    OverTrials over = OverTrials::Median;
    const Quantity* quantity = nullptr; // null: the figure
    std::string figure{};
    std::string arm{}; // empty: the only one
};

struct RunNumber
{
    Term term;
    std::optional<Term> per{}; // what it is divided by
};

enum class Relation : std::uint8_t { Equal, Unequal, Less, AtMost, Greater, AtLeast };

struct RunCondition
{
    RunNumber number;
    Relation relation = Relation::Equal;
    double than = 0;
};

/// What a run says to it.
struct Measured
{
    double value = 0;
    double lowest = 0; // of the trials; of the least and the most of them the value itself
    double highest = 0;
    std::vector<double> each{}; // the trials, in their order
    std::string unit{}; // "times" of what is divided
    OverTrials over = OverTrials::Median;
};

[[nodiscard]] Result<RunNumber, LessonError> runNumberIn(std::string_view text);
[[nodiscard]] Result<RunCondition, LessonError> runConditionIn(std::string_view text);

/// What the arms of an experiment are called; one empty name where nothing is compared.
[[nodiscard]] std::vector<std::string> armNames(const Experiment& experiment);

/// Whether every arm that it names is there, and one is named where there are several.
[[nodiscard]] Result<void, LessonError> checkArms(
    const RunNumber& number, const Experiment& experiment);

/// NotMeasured where no trial of it was measured, or has the number.
[[nodiscard]] Result<Measured, LessonError> measuredIn(
    const RunResult& result, const RunNumber& number);
[[nodiscard]] Result<bool, LessonError> holdsIn(
    const RunResult& result, const RunCondition& condition);

} // namespace interleave
