// What the gallery says, in sentences.
#pragma once

#include "core/model/picture_account.h"
#include "core/model/run_result.h"
#include "ui/images/picture_source.h"
#include "ui/images/picture_states.h"

#include <QString>

namespace interleave::ui {

/// "7 of 48 pictures are done, 1 failed, 2 are in work".
[[nodiscard]] QString doneSentence(const PictureCounts& counts, std::size_t pictures);
/// Of a trial; what one that is over says of itself is more than was recorded of it.
[[nodiscard]] QString progressSentence(
    const PictureStates& states, const std::optional<PictureAccount>& account);

/// What a decoder or a task said of a picture, where its name stands beside it.
/// "decoded in 3.10 ms, filtered in 12.0 ms, encoded in 4.00 ms": the last only where a result was
/// written.
[[nodiscard]] QString timesSentence(const PictureTimes& times);
[[nodiscard]] QString withoutName(const QString& reason, const QString& name);

/// "It has 6,000 by 4,000 pixels and is shown with 1,024 by 683."
[[nodiscard]] QString reducedSentence(const ShownPicture& picture);
[[nodiscard]] QString resultSizeSentence(const ShownPicture& result);

/// Of a result and what one worker makes, in the same format.
[[nodiscard]] QString differenceSentence(const ShownPicture& difference);

} // namespace interleave::ui
