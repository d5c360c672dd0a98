// Lost updates in words: pure functions.
#pragma once

#include "core/evidence/update_history.h"

#include <QString>

namespace interleave::ui {

/// "worker 2 #15": updates are counted from 1, as workers are.
[[nodiscard]] QString updateName(OperationName name);

/// "update 15 of worker 2", in sentences.
[[nodiscard]] QString updateTitle(OperationName name);

/// "worker 2 #15" where that is known, else "worker 2, one of 7" or "one of 132".
[[nodiscard]] QString overwriterText(const UpdateHistory& history, const LostUpdate& update);

/// How the update was lost, in two or three sentences.
[[nodiscard]] QString collisionText(const UpdateHistory& history, std::uint32_t row);

} // namespace interleave::ui
