// Messages between two processes that carry descriptors: a socket pair that keeps message
// boundaries (SOCK_SEQPACKET), so that a message arrives whole with all its descriptors or not at
// all, also when its sender is killed.
//
// Thread safety: sends and receives of one end may come from different threads; two receivers share
// the messages. When the other side dies, what it had sent still arrives, then receive() ends.
#pragma once

#include "core/base/system_error.h"
#include "core/base/unique_fd.h"
#include "core/ipc/passed_descriptors.h"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace interleave {

struct SocketMessage
{
    std::string bytes;
    std::vector<UniqueFd> descriptors;
    bool cut = false; // more were sent with it, and this process had no room for them
};

class MessageSocket
{
public:
    static constexpr std::size_t kMaxBytes = 4'096;
    static constexpr std::size_t kMaxDescriptors = kMostPassedDescriptors;

    [[nodiscard]] static Result<std::pair<MessageSocket, MessageSocket>, SystemError> createPair();
    explicit MessageSocket(UniqueFd socket)
        : m_socket(std::move(socket))
    {
    }

    /// Waits for room. Broken when the other side has gone; LimitReached beyond the limits above.
    [[nodiscard]] Result<void, SystemError> send(
        std::string_view bytes, std::span<const int> descriptors = {}) const;
    /// Waits for a message; nothing when the other side has gone.
    [[nodiscard]] std::optional<SocketMessage> receive() const { return receive(0); }
    /// The next message that has arrived; nothing when there is none.
    [[nodiscard]] std::optional<SocketMessage> tryReceive() const;
    [[nodiscard]] int descriptor() const { return m_socket.get(); }
    /// False when this process has closed it (closefrom).
    [[nodiscard]] bool isWhole() const { return m_socket.isWhole(); }
    void close() { m_socket.reset(); }

private:
    [[nodiscard]] std::optional<SocketMessage> receive(int flags) const;

    UniqueFd m_socket;
};

} // namespace interleave
