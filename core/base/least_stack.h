// Whether the stacks that this process's threads and its children get hold what the library, and
// the engine upon it, put on them: where one is too small the kernel ends the process by SIGSEGV,
// and there is no sentence.
#pragma once

#include "core/base/system_error.h"

#include <cstdint>

namespace interleave {

/// Measured: the engine does with 48 KB, whatever starts its workers and with every filter; the
/// rest is for the environment, which lies there, too, and for what users and their libraries call.
inline constexpr std::uint64_t kLeastStackBytes = std::uint64_t{256} << 10U;

/// LimitReached, with the limit and the remedy, where the stack is smaller: of this process and of
/// programs that it starts (ulimit -s), or of threads that it starts without saying how large.
[[nodiscard]] Result<void, SystemError> checkStack();

} // namespace interleave
