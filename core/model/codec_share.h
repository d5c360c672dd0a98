// What decoding and encoding allow: one worker does them for a picture, however many filter it.
#pragma once

#include "core/model/choices.h"
#include "core/model/remark.h"
#include "core/model/run_result.h"

#include <optional>
#include <span>

namespace interleave {

/// The part of the work that is decoding and encoding, 0 to 1, by the times that the trials of an
/// image run have measured; nothing where none has, or no picture was filtered.
[[nodiscard]] std::optional<double> codecShare(std::span<const TrialResult> trials);

/// By Amdahl's law with the workers that the cores have room for: "Decoding and encoding are about
/// 40 % of the work, and one worker does them for a picture: on 2 workers strips could make this
/// run about 1.43 times as fast at most". Of whole pictures only where these are too few to keep
/// the workers busy, which is what strips are for; of strips how fast they can make a picture.
/// Empty where there is no share, where updates were lost, which is what such a run is about, and
/// where the executor has no strips. `usableCores` of 0 is not known.
[[nodiscard]] Remark codecRemark(
    const Experiment& experiment, std::span<const TrialResult> trials, std::int64_t usableCores);
[[nodiscard]] Remark codecRemark(const RunResult& run);

} // namespace interleave
