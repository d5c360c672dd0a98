// How many tasks did not succeed.
#pragma once

#include "core/model/run_account.h"

#include <QString>

namespace interleave::ui {

/// "3 of 100 tasks failed (1 took too long)"; empty while all succeeded.
[[nodiscard]] QString failuresSentence(const RunAccount& account);

} // namespace interleave::ui
