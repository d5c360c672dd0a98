// Bytes of any number in a file in memory, to be sent as a descriptor: the kernel keeps them until
// the last descriptor is closed, whoever dies in between.
#pragma once

#include "core/base/system_error.h"
#include "core/base/unique_fd.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace interleave {

/// NoSpace or OutOfMemory where there is no room.
[[nodiscard]] Result<UniqueFd, SystemError> memoryFileWith(std::string_view bytes);
[[nodiscard]] Result<std::string, SystemError> readMemoryFile(int file);

/// posix_fallocate(3), and no signal ends it: 0, or an errno; some of it may then be taken.
[[nodiscard]] int takePages(int file, std::uint64_t offset, std::uint64_t bytes);

} // namespace interleave
