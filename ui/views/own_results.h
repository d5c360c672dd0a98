// Whose the files are that an arm of a run wrote its results into.
#pragma once

#include "ui/images/pictures_note.h"
#include "ui/run/run_arm.h"

#include <cstdint>
#include <vector>

namespace interleave::ui {

/// Of those that `arm` wrote, by the lists of pictures of the arms, and where there are none by the
/// experiments.
[[nodiscard]] ResultFiles resultFilesOf(const std::vector<RunArm>& arms, std::uint32_t arm);

} // namespace interleave::ui
