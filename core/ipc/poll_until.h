// Waits for one descriptor until a point in time: a signal in between neither ends nor prolongs it.
//
// Thread safety: any thread. When the other side of the descriptor dies it is ready (POLLHUP).
#pragma once

#include "core/base/deadline.h"

namespace interleave {

/// Whether `events` (POLLIN, POLLOUT), an error or the other side's end came by `deadline`.
[[nodiscard]] bool pollUntil(int descriptor, short events, const Deadline& deadline);

} // namespace interleave
