// How a trial's primitives were used, in one line.
#pragma once

#include "core/model/run_result.h"

#include <QString>

namespace interleave::ui {

/// "2,000,000 acquisitions, 12,345 handed over to another worker · fairness 0.98 (1: all
/// got it as often, 0.50: one alone) · somebody waited for a lock 43 % of the time". Empty where no
/// primitive was used.
[[nodiscard]] QString syncSentence(const SyncResult& sync, std::size_t workers);

} // namespace interleave::ui
