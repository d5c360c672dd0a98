// Bytes of any number in a file in memory, to be sent as a descriptor: the kernel keeps them until
// the last descriptor is closed, whoever dies in between.
#pragma once

#include "core/base/system_error.h"
#include "core/base/unique_fd.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace interleave {

/// Nobody can change it any more. NoSpace or OutOfMemory where there is no room.
[[nodiscard]] Result<UniqueFd, SystemError> memoryFileWith(std::string_view bytes);
/// What that gave, which anybody may have sent: Broken where it is something else, a size that
/// nobody has filled, say, and OutOfMemory where it finds no room here.
[[nodiscard]] Result<std::string, SystemError> readMemoryFile(int file);

struct ByteRange
{
    std::uint64_t begin = 0;
    std::uint64_t end = 0;
};

/// The parts of a memory file of `bytes` bytes that somebody has touched, in their order: all
/// other bytes are zero. Looking there would take pages and time for what is known.
[[nodiscard]] std::vector<ByteRange> touchedParts(int file, std::uint64_t bytes);

/// posix_fallocate(3), and no signal ends it: 0, or an errno; some of it may then be taken.
[[nodiscard]] int takePages(int file, std::uint64_t offset, std::uint64_t bytes);

} // namespace interleave
