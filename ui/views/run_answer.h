// What a run says: pure functions from a run to words.
#pragma once

#include "ui/run/run.h"

namespace interleave::ui {

struct RunAnswer
{
    QString headline; // one sentence
    QString details; // a line of facts
    QString cautions; // of the details, what takes from the answer
    QString brief; // four words: "38 % lost", "17 to 66 times as long"
};

/// Of a run that has ended. Computes intervals over its trials: not for every paint.
[[nodiscard]] RunAnswer answerOf(const Run& run);

/// How a run is that has no answer yet, or never will: "runs", "failed".
[[nodiscard]] QString briefState(const Run& run);

} // namespace interleave::ui
