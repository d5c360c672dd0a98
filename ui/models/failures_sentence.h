// How many tasks did not succeed.
#pragma once

#include "core/model/picture_account.h"
#include "core/model/run_result.h"

#include <QString>

namespace interleave::ui {

/// "3 of 100 tasks failed (1 took too long)"; empty while all succeeded.
[[nodiscard]] QString failuresSentence(Counted counted, const TaskCounts& tasks);

} // namespace interleave::ui
