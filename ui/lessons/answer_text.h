// What was predicted or seen, and what the run says, in words.
#pragma once

#include "core/lesson/question.h"

#include <QString>

namespace interleave::ui {

/// "412 ms", "37.9 %", "1,234 updates", "1.94 times": in the unit of a Measured.
[[nodiscard]] QString quantityText(double value, const std::string& unit);

/// The same of what a run gave.
[[nodiscard]] QString measuredText(const Measured& measured);

/// The same without a unit that is a word: "1,234".
[[nodiscard]] QString briefQuantity(double value, const std::string& unit);

/// What somebody has answered; a number in the unit that the question asks for.
[[nodiscard]] QString givenText(const Question& question, const Given& given);

/// What the run answers, with the range of its trials; why it has no answer.
[[nodiscard]] QString answerText(const Question& question, const Judged& judged);

/// The unit in which a question wants its numbers: "s", "%", "updates"; empty for a bare number.
[[nodiscard]] QString askedUnit(const Question& question);

} // namespace interleave::ui
