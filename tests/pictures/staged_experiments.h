// What several scenes run.
#pragma once

#include "core/model/experiment.h"

namespace interleave::ui {

class Stage;

[[nodiscard]] Experiment counter(Primitive sync, std::int64_t trials = 1);
[[nodiscard]] Experiment squares(std::int64_t tasks, std::int64_t work);
[[nodiscard]] Experiment sleeping(std::int64_t tasks, double seconds);
/// An empty folder: pictures that the program makes itself.
[[nodiscard]] Experiment pictures(const std::string& folder);

/// Until the run has gone on for so long.
void waitForSeconds(Stage& stage, double seconds);

} // namespace interleave::ui
