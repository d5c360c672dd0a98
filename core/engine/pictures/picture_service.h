// Shows a window the pictures of a run: `interleave pictures`, a process of its own, asked over a
// Channel. It opens none itself but has them decoded by processes in the sandbox (decoder_crew.h),
// so that a crafted picture reaches neither the window nor this process.
//
// It ends when the window has gone, or takes nothing for 5 s.
#pragma once

#include "core/base/unique_fd.h"

namespace interleave {

/// Serves one run over `socket`; the result is the process's exit status.
[[nodiscard]] int servePictures(UniqueFd socket);

} // namespace interleave
