#include "core/ipc/packet_socket.h"

#include "core/base/timed_mutex.h"
#include "core/ipc/poll_until.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <climits>
#include <cstring>
#include <poll.h>
#include <sys/socket.h>
#include <sys/uio.h>

namespace interleave {

struct PacketSocket::End
{
    struct Packet
    {
        std::uint64_t kind; // of the messages: both ends must agree
        std::uint64_t message; // which one: different for every message of this connection
        std::uint64_t offset; // of this packet's bytes in it
        std::uint64_t total; // bytes of the whole message
    };

    [[nodiscard]] Transfer sendPacket(
        const Packet& packet, std::string_view bytes, Patience& patience) const
        INTERLEAVE_REQUIRES(sending);
    [[nodiscard]] Transfer receiveRest(const Deadline& deadline) INTERLEAVE_REQUIRES(receiving);
    [[nodiscard]] Transfer receivePacket(const Deadline& deadline) INTERLEAVE_REQUIRES(receiving);
    [[nodiscard]] Transfer whyNothingCame(int error, const Deadline& deadline) const;
    [[nodiscard]] Transfer takePacket(const Packet& packet, std::string_view bytes)
        INTERLEAVE_REQUIRES(receiving);
    [[nodiscard]] bool waitFor(short events, const Deadline& deadline) const;

    UniqueFd socket{};
    std::uint64_t kind = 0;
    TimedMutex sending; // each message whole
    TimedMutex receiving;
    // The message that is arriving.
    std::string begun INTERLEAVE_GUARDED_BY(receiving);
    std::uint64_t begunMessage INTERLEAVE_GUARDED_BY(receiving) = 0;
    bool whole INTERLEAVE_GUARDED_BY(receiving) = false; // and nobody has taken it yet
    std::vector<char> buffer INTERLEAVE_GUARDED_BY(receiving);
};

namespace {

constexpr std::size_t kPacketBytes = std::size_t{64} << 10U;

// Unique among all that may ever send by the same end.
std::uint64_t newMessageNumber()
{
    static std::atomic<std::uint32_t> count{0};
    return std::uint64_t{static_cast<std::uint32_t>(::getpid())} << 32U | ++count;
}

bool isPacketSocket(int fd)
{
    int domain = 0;
    int type = 0;
    socklen_t bytes = sizeof domain;
    return ::getsockopt(fd, SOL_SOCKET, SO_DOMAIN, &domain, &bytes) == 0
        && ::getsockopt(fd, SOL_SOCKET, SO_TYPE, &type, &bytes) == 0 && domain == AF_UNIX
        && type == SOCK_SEQPACKET;
}

Transfer endedBy(int error)
{
    switch (error) {
    case EPIPE:
    case ECONNRESET:
    case EBADF: // closed here
        return Transfer::Closed;
    case EAGAIN:
        return Transfer::NotInTime;
    default:
        return Transfer::System;
    }
}

} // namespace

PacketSocket::PacketSocket(UniqueFd socket, std::uint64_t kind)
    : m_end(std::make_shared<End>())
{
    m_end->socket = std::move(socket);
    m_end->kind = kind;
}

Result<std::pair<PacketSocket, PacketSocket>, SystemError> PacketSocket::createPair(
    std::uint64_t kind)
{
    std::array<int, 2> ends{};
    if (::socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends.data()) != 0)
        return failErrno("create a pipe");
    return std::pair(PacketSocket(UniqueFd(ends[0]), kind), PacketSocket(UniqueFd(ends[1]), kind));
}

Result<PacketSocket, SystemError> PacketSocket::attach(
    std::vector<UniqueFd> descriptors, std::uint64_t kind)
{
    if (descriptors.size() != 1 || !isPacketSocket(descriptors.front().get()))
        return fail(SystemError::Broken,
            "the descriptor is not that of a pipe's end (was it closed before it was handed "
            "over?)");
    return PacketSocket(std::move(descriptors.front()), kind);
}

std::vector<int> PacketSocket::descriptors() const
{
    if (!m_end->socket.valid())
        return {};
    return {m_end->socket.get()};
}

Transfer PacketSocket::send(std::string_view message, Patience patience) const
{
    const auto locked = patience.wait([this](const Deadline& deadline) INTERLEAVE_UNCHECKED {
        return m_end->sending.lockUntil(deadline) ? Transfer::Done : Transfer::NotInTime;
    });
    if (locked != Transfer::Done)
        return locked;
    m_end->sending.isHeld();
    const TimedMutexLock turn(m_end->sending, std::adopt_lock);
    End::Packet packet{m_end->kind, newMessageNumber(), 0, message.size()};
    do {
        const std::string_view bytes = message.substr(packet.offset, kPacketBytes);
        if (const auto sent = m_end->sendPacket(packet, bytes, patience); sent != Transfer::Done)
            return sent;
        packet.offset += bytes.size();
    } while (packet.offset < message.size());
    return Transfer::Done;
}

Transfer PacketSocket::End::sendPacket(
    const Packet& packet, std::string_view bytes, Patience& patience) const
{
    Packet head = packet;
    std::array<iovec, 2> parts{
        iovec{&head, sizeof head}, iovec{const_cast<char*>(bytes.data()), bytes.size()}};
    msghdr header{};
    header.msg_iov = parts.data();
    header.msg_iovlen = parts.size();
    return patience.wait([&](const Deadline& deadline) {
        const int flags = MSG_NOSIGNAL | (deadline.isNever() ? 0 : MSG_DONTWAIT);
        for (;;) {
            const auto sent
                = retryOnInterrupt([&] { return ::sendmsg(socket.get(), &header, flags); });
            if (sent >= 0)
                return Transfer::Done;
            const auto ended = endedBy(errno);
            if (ended != Transfer::NotInTime || !waitFor(POLLOUT, deadline))
                return ended;
        }
    });
}

Transfer PacketSocket::receive(std::string& message, const Deadline& deadline) const
{
    if (!m_end->receiving.lockUntil(deadline))
        return Transfer::NotInTime;
    const TimedMutexLock turn(m_end->receiving, std::adopt_lock);
    if (const auto ended = m_end->receiveRest(deadline); ended != Transfer::Done)
        return ended;
    m_end->whole = false;
    message.swap(m_end->begun);
    m_end->begun.clear();
    return Transfer::Done;
}

Transfer PacketSocket::End::receiveRest(const Deadline& deadline)
{
    while (!whole) {
        if (const auto ended = receivePacket(deadline); ended != Transfer::Done)
            return ended;
    }
    return Transfer::Done;
}

// One packet; completes the message that it belongs to, or drops what was begun before it.
Transfer PacketSocket::End::receivePacket(const Deadline& deadline)
{
    buffer.resize(kPacketBytes);
    Packet packet{};
    std::array<iovec, 2> parts{iovec{&packet, sizeof packet}, iovec{buffer.data(), buffer.size()}};
    msghdr header{};
    header.msg_iov = parts.data();
    header.msg_iovlen = parts.size();
    const auto got = retryOnInterrupt(
        [&] { return ::recvmsg(socket.get(), &header, deadline.isNever() ? 0 : MSG_DONTWAIT); });
    if (got == 0)
        return Transfer::Closed;
    if (got < 0)
        return whyNothingCame(errno, deadline);
    const auto bytes = static_cast<std::size_t>(got);
    if (bytes < sizeof packet || (header.msg_flags & MSG_TRUNC) != 0)
        return Transfer::Damaged;
    return takePacket(packet, {buffer.data(), bytes - sizeof packet});
}

// Done: look again.
Transfer PacketSocket::End::whyNothingCame(int error, const Deadline& deadline) const
{
    // The other side left with unread messages. Ours that have arrived come first; then 0.
    if (error == ECONNRESET)
        return Transfer::Done;
    const auto ended = endedBy(error);
    const bool again = ended == Transfer::NotInTime && waitFor(POLLIN, deadline);
    return again ? Transfer::Done : ended;
}

Transfer PacketSocket::End::takePacket(const Packet& packet, std::string_view bytes)
{
    const bool fits = packet.kind == kind && packet.offset <= packet.total
        && bytes.size() <= packet.total - packet.offset;
    if (!fits)
        return Transfer::Damaged;
    if (packet.offset == 0) {
        begun.clear();
        begunMessage = packet.message;
    } else if (packet.message != begunMessage || packet.offset != begun.size()) {
        return Transfer::Done; // the rest of a message whose beginning nobody here has
    }
    begun.append(bytes);
    whole = begun.size() == packet.total;
    return Transfer::Done;
}

bool PacketSocket::poll(const Deadline& deadline) const
{
    if (!m_end->receiving.lockUntil(deadline))
        return false;
    const TimedMutexLock turn(m_end->receiving, std::adopt_lock);
    // Done, Closed, and what went wrong: receive() has an answer.
    return m_end->receiveRest(deadline) != Transfer::NotInTime;
}

void PacketSocket::close() const
{
    std::lock(m_end->sending, m_end->receiving); // neither is kept while the other is waited for
    m_end->sending.isHeld();
    m_end->receiving.isHeld();
    const TimedMutexLock noneSends(m_end->sending, std::adopt_lock);
    const TimedMutexLock noneReceives(m_end->receiving, std::adopt_lock);
    m_end->socket.reset();
}

bool PacketSocket::End::waitFor(short events, const Deadline& deadline) const
{
    return pollUntil(socket.get(), events, deadline);
}

} // namespace interleave
