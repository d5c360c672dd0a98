// What a run's arms are called.
#pragma once

#include "ui/run/run.h"

#include <QStringList>

namespace interleave::ui {

/// By what tells them apart: "without lock" and "with lock", "ticket lock", "4 workers", "logged".
/// Empty texts where there is one.
[[nodiscard]] QStringList armTitles(const Run& run);

/// Which of an arm's trials began last: "trial 2 of 5". Empty where there is one.
[[nodiscard]] QString begunTrialTitle(const Run& run, std::uint32_t arm);
/// And which ended last.
[[nodiscard]] QString endedTrialTitle(const Run& run, std::uint32_t arm);

/// Whether the run's arms are two that can be set side by side.
[[nodiscard]] bool isPair(const Run& run);
/// Whether it compares values of a parameter.
[[nodiscard]] bool comparesParameter(const Run& run);
/// Whether it compares executors.
[[nodiscard]] bool comparesExecutors(const Run& run);
/// Whether it compares primitives, and nothing else.
[[nodiscard]] bool comparesPrimitives(const Run& run);

} // namespace interleave::ui
