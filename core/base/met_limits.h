// Which limits a want of memory may have met, for messages: the kernel has one error for all.
//
// Thread safety: any thread. Takes hardly any memory itself, and reads /proc where it is there.
#pragma once

#include <string>

namespace interleave {

/// " (ulimit -v 1200000, ulimit -d 3000)", as their user has set them; empty where there are none.
/// That of locked memory counts where this process locks some (mlockall), that of mappings where it
/// has as many.
[[nodiscard]] std::string metLimits();

/// The same of what a thread needs: also that its stack is large.
[[nodiscard]] std::string metLimitsOfThreads();

} // namespace interleave
