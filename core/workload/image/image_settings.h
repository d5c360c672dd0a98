// The folders and names of an image run, from its experiment's parameters.
#pragma once

#include "core/model/experiment.h"
#include "core/workload/image/result_names.h"

namespace interleave {

[[nodiscard]] PictureSearch pictureSearchOf(const Experiment& experiment);
[[nodiscard]] ResultPlace resultPlaceOf(const Experiment& experiment);

} // namespace interleave
