// Writing to whatever a descriptor stands for: a file, a pipe, a socket, a terminal; blocking or
// not, with a reader that takes all, goes away or sleeps.
#pragma once

#include "core/base/system_error.h"

#include <chrono>
#include <cstdint>
#include <functional>
#include <string_view>

namespace interleave {

/// Asked after every piece that is not the last, and twenty times a second while nobody takes it,
/// with how long that has been so. True ends the writing, of what nobody takes after one more try:
/// it may have been this process that stood still.
using GiveUp = std::function<bool(std::chrono::nanoseconds)>;

/// Into the memory that the kernel keeps of a file so much takes no tenth of a second: it is stored
/// even where no time is left.
inline constexpr std::uint64_t kWrittenAtOnce = 32U << 20U;

/// Writes all bytes to `fd`, whatever write() takes at a time. `action` stands in the message of a
/// failure. With `giveUp` a write that blocks is interrupted (SIGURG) to ask; without, it blocks.
[[nodiscard]] Result<void, SystemError> writeAll(
    int fd, std::string_view bytes, std::string_view action = "write", const GiveUp& giveUp = {});

/// The failure of what GiveUp has ended though it is taken.
[[nodiscard]] tl::unexpected<Failure<SystemError>> failTooLong(std::string_view action);

/// Waits for `fd` to have something to read, or room, as poll() says: `events` is POLLIN, POLLOUT.
void waitForStream(int fd, short events);

} // namespace interleave
