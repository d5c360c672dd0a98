#include "core/ipc/message_socket.h"

#include <fmt/format.h>

#include <array>
#include <sys/socket.h>

namespace interleave {

Result<std::pair<MessageSocket, MessageSocket>, SystemError> MessageSocket::createPair()
{
    std::array<int, 2> ends{};
    if (::socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends.data()) != 0)
        return failErrno("create a socket pair");
    return std::pair(MessageSocket(UniqueFd(ends[0])), MessageSocket(UniqueFd(ends[1])));
}

Result<void, SystemError> MessageSocket::send(
    std::string_view bytes, std::span<const int> descriptors) const
{
    if (bytes.size() > kMaxBytes || descriptors.size() > kMaxDescriptors)
        return tl::unexpected(Failure<SystemError>{SystemError::LimitReached,
            fmt::format(
                "a message of {} bytes and {} descriptors is too large; {} and {} are allowed",
                bytes.size(),
                descriptors.size(),
                kMaxBytes,
                kMaxDescriptors)});
    if (sendPassing(m_socket.get(), bytes, descriptors, 0) < 0)
        return failErrno("send a message to another process");
    return {};
}

std::optional<SocketMessage> MessageSocket::tryReceive() const
{
    return receive(MSG_DONTWAIT);
}

std::optional<SocketMessage> MessageSocket::receive(int flags) const
{
    std::array<char, kMaxBytes> buffer;
    SocketMessage message;
    const PassedBytes passed = receivePassed(m_socket.get(), buffer, message.descriptors, flags);
    if (passed.count <= 0)
        return std::nullopt;
    message.bytes.assign(buffer.data(), static_cast<std::size_t>(passed.count));
    message.cut = passed.cut;
    return message;
}

} // namespace interleave
