// What a lesson asks of a run, as it stands in the lesson's file: "lost", "most lost of none",
// "wall of 1 / wall of 2".
//
//     MEASURE   = TERM [" / " TERM]
//     TERM      = ["most " | "least "] QUANTITY [" of " ARM]
//     QUANTITY  = a name of quantities(), or "figure NAME": what a workload found out
//     ARM       = what it is compared by: a primitive, a number of workers, a parameter's value
//     CONDITION = MEASURE ("=" | "!=" | "<" | "<=" | ">" | ">=") NUMBER
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

struct Measure
{
    Term term;
    std::optional<Term> per{}; // what it is divided by
};

enum class Comparison : std::uint8_t { Equal, Unequal, Less, AtMost, Greater, AtLeast };

struct Condition
{
    Measure measure;
    Comparison comparison = Comparison::Equal;
    double number = 0;
};

/// What a run says to it.
struct Measured
{
    double value = 0;
    double lowest = 0; // of the trials
    double highest = 0;
    std::vector<double> each{}; // the trials, in their order
    std::string unit{}; // "times" of what is divided
};

[[nodiscard]] Result<Measure, LessonError> measureIn(std::string_view text);
[[nodiscard]] Result<Condition, LessonError> conditionIn(std::string_view text);

/// What the arms of an experiment are called; one empty name where nothing is compared.
[[nodiscard]] std::vector<std::string> armNames(const Experiment& experiment);

/// Whether every arm that it names is there, and one is named where there are several.
[[nodiscard]] Result<void, LessonError> checkArms(
    const Measure& measure, const Experiment& experiment);

/// NotMeasured where no trial of it was complete, or has the number.
[[nodiscard]] Result<Measured, LessonError> measuredIn(
    const RunResult& result, const Measure& measure);
[[nodiscard]] Result<bool, LessonError> holdsIn(
    const RunResult& result, const Condition& condition);

} // namespace interleave
