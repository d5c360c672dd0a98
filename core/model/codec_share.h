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

/// By Amdahl's law: "Decoding and encoding are 62 % of the work, and one worker does them for a
/// picture: strips can make it at most 1.6 times as fast"; empty where there is no share,
/// and where the executor has no strips.
[[nodiscard]] Remark codecRemark(ExecutorKind executor, std::span<const TrialResult> trials);

} // namespace interleave
