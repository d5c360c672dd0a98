// On which machine a result was had, in a line.
#pragma once

#include "core/model/run_result.h"

#include <QString>

namespace interleave::ui {

/// "AMD EPYC, 2 of 4 cores usable, 8.0 GiB of memory, Linux 6.1"; empty where nothing is known.
[[nodiscard]] QString machineLine(const MachineFacts& machine);

} // namespace interleave::ui
