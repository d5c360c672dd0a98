// What the file's format does to a result.
#pragma once

#include "core/model/experiment.h"
#include "core/workload/image/picture_list.h"

#include <cstdint>

namespace interleave::ui {

/// Whether a picture's result may have other values than were written. `pictures` may be null: then
/// the run makes samples.
[[nodiscard]] bool resultLoses(
    const Experiment& experiment, const PictureList* pictures, std::uint64_t picture);

} // namespace interleave::ui
