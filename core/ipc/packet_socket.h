// One end of a two-way connection that keeps messages whole: the bytes under PipeEnd<T>.
//
// A SOCK_SEQPACKET socket pair. A message goes as packets of at most 64 KiB, each of which says
// where in which message it belongs and arrives whole or not at all. So a sender that is killed
// half way, or gives up, leaves the beginning of a message, which the receiver drops at the next
// packet of another message or at the end of the connection.
//
// The kernel closes the ends of a process that dies, so the other side learns of it at once.
// Thread safety: any thread of the process that has this end may call anything; sends exclude each
// other, and so do receives. A copy is the same end.
#pragma once

#include "core/base/deadline.h"
#include "core/base/system_error.h"
#include "core/base/unique_fd.h"
#include "core/ipc/patience.h"

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace interleave {

class PacketSocket
{
public:
    /// OutOfDescriptors.
    [[nodiscard]] static Result<std::pair<PacketSocket, PacketSocket>, SystemError> createPair(
        std::uint64_t kind);
    /// Broken when it is no such socket.
    [[nodiscard]] static Result<PacketSocket, SystemError> attach(
        std::vector<UniqueFd> descriptors, std::uint64_t kind);
    /// None once this end is closed.
    [[nodiscard]] std::vector<int> descriptors() const;

    [[nodiscard]] Transfer send(std::string_view message, Patience patience) const;
    /// What has arrived of a message when the deadline passes is kept for the next call. May throw
    /// std::bad_alloc.
    [[nodiscard]] Transfer receive(std::string& message, const Deadline& deadline) const;
    /// Waits until receive() would not wait: for a message, or the end.
    [[nodiscard]] bool poll(const Deadline& deadline) const;
    /// Waits for calls of other threads to return. Messages that were sent still arrive.
    void close() const;

private:
    struct End;

    PacketSocket(UniqueFd socket, std::uint64_t kind);

    std::shared_ptr<End> m_end;
};

} // namespace interleave
