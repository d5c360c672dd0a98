#include "core/ipc/message_socket.h"

#include <fmt/format.h>

#include <array>
#include <cstring>
#include <sys/socket.h>

namespace interleave {

namespace {

constexpr std::size_t kControlBytes = CMSG_SPACE(MessageSocket::kMaxDescriptors * sizeof(int));

void attach(msghdr& header, std::span<char> control, std::span<const int> descriptors)
{
    header.msg_control = control.data();
    header.msg_controllen = CMSG_SPACE(descriptors.size_bytes());
    cmsghdr* attached = CMSG_FIRSTHDR(&header);
    attached->cmsg_level = SOL_SOCKET;
    attached->cmsg_type = SCM_RIGHTS;
    attached->cmsg_len = CMSG_LEN(descriptors.size_bytes());
    std::memcpy(CMSG_DATA(attached), descriptors.data(), descriptors.size_bytes());
}

std::vector<UniqueFd> attachedTo(msghdr& header)
{
    std::vector<UniqueFd> descriptors;
    for (cmsghdr* attached = CMSG_FIRSTHDR(&header); attached != nullptr;
         attached = CMSG_NXTHDR(&header, attached)) {
        if (attached->cmsg_level != SOL_SOCKET || attached->cmsg_type != SCM_RIGHTS)
            continue;
        const std::size_t count = (attached->cmsg_len - CMSG_LEN(0)) / sizeof(int);
        for (std::size_t i = 0; i < count; ++i) {
            int fd = -1;
            std::memcpy(&fd, CMSG_DATA(attached) + i * sizeof fd, sizeof fd);
            descriptors.emplace_back(fd);
        }
    }
    return descriptors;
}

} // namespace

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
    alignas(cmsghdr) std::array<char, kControlBytes> control{};
    iovec part{const_cast<char*>(bytes.data()), bytes.size()};
    msghdr header{};
    header.msg_iov = &part;
    header.msg_iovlen = 1;
    if (!descriptors.empty())
        attach(header, control, descriptors);
    if (retryOnInterrupt([&] { return ::sendmsg(m_socket.get(), &header, MSG_NOSIGNAL); }) < 0)
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
    alignas(cmsghdr) std::array<char, kControlBytes> control;
    iovec part{buffer.data(), buffer.size()};
    msghdr header{};
    header.msg_iov = &part;
    header.msg_iovlen = 1;
    header.msg_control = control.data();
    header.msg_controllen = control.size();
    const ssize_t count = retryOnInterrupt(
        [&] { return ::recvmsg(m_socket.get(), &header, flags | MSG_CMSG_CLOEXEC); });
    if (count <= 0)
        return std::nullopt;
    return SocketMessage{std::string(buffer.data(), static_cast<std::size_t>(count)),
        attachedTo(header),
        (header.msg_flags & MSG_CTRUNC) != 0};
}

} // namespace interleave
