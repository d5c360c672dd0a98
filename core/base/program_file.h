// The program that runs in this process. /proc/self/exe tells it only where the kernel started it:
// by "ld.so PROGRAM" and under valgrind it is the dynamic linker, or the instrument.
#pragma once

#include "core/base/system_error.h"

#include <filesystem>
#include <string>

namespace interleave {

/// Its file, as it was called when it was loaded. Costs about 0.1 ms.
[[nodiscard]] std::filesystem::path programFile();

/// The folder that it lies in, for what belongs to it. NotFound without /proc.
[[nodiscard]] Result<std::filesystem::path, SystemError> programFolder();

/// What to execute to start it again: /proc/self/exe where that is it, because it holds also when
/// another file has taken the name since. NotFound without /proc.
[[nodiscard]] Result<std::string, SystemError> programToStart();

} // namespace interleave
