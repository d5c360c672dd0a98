// What is to be said of one picture of a run that is shown large.
#pragma once

#include "core/model/experiment.h"
#include "core/workload/image/picture_times.h"

#include <QString>

#include <cstdint>
#include <optional>

namespace interleave::ui {

class PictureModel;

struct LargePicture
{
    std::uint64_t task = 0;
    QString name{};
    QString state{}; // what became of it
    bool done = false; // there is an after

    bool operator==(const LargePicture&) const = default;
};

/// Of the picture in that row of the run of `experiment`. `average` is where the time of its
/// pictures went, where that of each is not known.
[[nodiscard]] LargePicture largePictureOf(const PictureModel& model,
    int row,
    const Experiment& experiment,
    const std::optional<PictureTimes>& average);

} // namespace interleave::ui
