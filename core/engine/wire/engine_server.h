// The engine's end of a window: takes one experiment from the socket, runs it, reports, ends.
//
// It ends when the run has ended, and also when the window has gone: then the run is cancelled
// first, and its workers with it.
#pragma once

#include "core/base/unique_fd.h"

namespace interleave {

/// Serves one run over `socket`; the result is the process's exit status (DESIGN section 6).
[[nodiscard]] int serveEngine(UniqueFd socket);

} // namespace interleave
