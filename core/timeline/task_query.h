// What somebody types to find tasks: a number ("1234"), a duration (">5ms", "<2us", ">= 1.5 s"), a
// wait for a lock ("wait>5us"), the delay before it ("delay>1ms") or an outcome ("failed",
// "succeeded").
#pragma once

#include "core/base/clock.h"
#include "core/base/failure.h"
#include "core/timeline/task_filter.h"

#include <string_view>

namespace interleave {

enum class QueryError { NotUnderstood };

/// The message of a failure tells what would be understood.
[[nodiscard]] Result<TaskFilter, QueryError> parseTaskQuery(
    std::string_view text, const Clock& clock);

} // namespace interleave
