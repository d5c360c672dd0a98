// A question of a lesson, what somebody answers, and what a run says to that. No answer stands in a
// lesson's file: each is computed from a run.
#pragma once

#include "core/lesson/run_number.h"

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace interleave {

enum class AnswerKind : std::uint8_t { Number, Range, Choice, Order };

/// How far a number may lie from what the trials gave.
struct Tolerance
{
    double share = 0; // of the value
    double absolute = 0;
};

struct Option
{
    std::string text;
    std::vector<RunCondition> when; // all of them: then it is the right one
};

struct OrderedItem
{
    std::string text;
    RunNumber number; // the smallest comes first
};

struct Question
{
    std::string ask;
    AnswerKind kind = AnswerKind::Number;
    RunNumber number{}; // of a number or a range
    Tolerance tolerance{};
    std::vector<Option> options{};
    std::vector<OrderedItem> items{};
};

struct NumberRange
{
    double from = 0;
    double to = 0;
};

/// A number, a range, which of the options, or the items in their order.
using Given = std::variant<double, NumberRange, std::size_t, std::vector<std::size_t>>;

enum class Agreement : std::uint8_t {
    Agrees,
    Differs,
    Undecided, // the run says none of the options, or more than one, or has no such number
};

struct Judged
{
    Agreement agreement = Agreement::Undecided;
    std::optional<Measured> measured{}; // of a number or a range
    std::optional<std::size_t> option{}; // that the run says
    std::vector<std::size_t> order{}; // of the items, as the run has them
    std::string doubt{}; // why it is undecided, in a sentence
};

/// What `result` says to `given`, which is of the question's kind. A number agrees where it lies
/// within the tolerance of what the trials gave, a range where it has all trials in it; an order
/// where no item stands before one that was smaller in every trial.
[[nodiscard]] Judged judge(const Question& question, const Given& given, const RunResult& result);

/// The same without an answer, which then does not agree.
[[nodiscard]] Judged answerOf(const Question& question, const RunResult& result);

} // namespace interleave
