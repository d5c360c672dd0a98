// What somebody has said and seen of a lesson's step, and so what comes next: nothing of an answer
// is there before it was predicted, and no explanation before he has said what he saw.
#pragma once

#include "core/lesson/question.h"

#include <memory>
#include <optional>

namespace interleave::ui {

enum class Beat { Predict, Run, Running, Observe, Explain };

struct StepAttempt
{
    std::optional<Given> predicted{};
    bool running = false;
    std::shared_ptr<const RunResult> result{}; // null before its run has ended
    std::optional<Given> observed{};
};

[[nodiscard]] Beat beatOf(const StepAttempt& attempt);

} // namespace interleave::ui
