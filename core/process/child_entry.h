// What a child process runs, in a form that reaches it by every start method: a function of this
// program and the bytes and descriptors that it is given.
//
// A spawned child has none of its parent's memory. It is the same program, though, so a function is
// sent as its distance from the start of the program image, wherever the image lies in either.
#pragma once

#include "core/base/system_error.h"
#include "core/base/unique_fd.h"
#include "core/ipc/message_socket.h"
#include "core/process/child_process.h"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace interleave {

/// The result is the exit code. The descriptors are the child's own.
using ChildFunction = int (*)(std::string_view bytes, std::vector<UniqueFd> descriptors);

struct ChildEntry
{
    ChildFunction function;
    std::string bytes{};
    std::vector<int> descriptors{}; // of the parent
};

/// A function's place in this program; fails for one that lies in a shared library.
[[nodiscard]] std::optional<std::uint64_t> offsetInProgram(const void* function);
[[nodiscard]] const void* atOffsetInProgram(std::uint64_t offset);

/// The message that brings an entry to another process. `lifeLine` comes first of its descriptors.
/// The child is bound to the thread that starts it where `bound` says so.
[[nodiscard]] Result<void, SystemError> sendEntry(
    const MessageSocket& socket, const ChildEntry& entry, int lifeLine, ChildProcess::Bound bound);

/// In the child: holds the life line, binds itself to its parent's thread where it is to, runs the
/// entry of the message, and ends.
[[noreturn]] void runReceivedEntry(SocketMessage message);

/// In the child: holds the life line, runs `entry`, flushes what was printed, and ends.
[[noreturn]] void runEntry(ChildFunction function,
    std::string_view bytes,
    std::vector<UniqueFd> descriptors,
    int lifeLine);

} // namespace interleave
