// What a lesson's steps give when they are run in this terminal.
#pragma once

#include "core/lesson/lesson.h"

namespace interleave {

class Messages;

/// Runs each step and prints its questions with the answers that the run gives. Gives back the exit
/// status: 1 where a question has no answer here, 130 when it was interrupted.
[[nodiscard]] int tryLesson(const Lesson& lesson, Messages& messages);

} // namespace interleave
