#include "ui/lessons/lesson_attempt.h"

namespace interleave::ui {

Beat beatOf(const StepAttempt& attempt)
{
    if (!attempt.predicted)
        return Beat::Predict;
    if (attempt.running)
        return Beat::Running;
    if (!attempt.result)
        return Beat::Run;
    return attempt.observed ? Beat::Explain : Beat::Observe;
}

} // namespace interleave::ui
