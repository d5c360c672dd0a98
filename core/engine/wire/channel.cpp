#include "core/engine/wire/channel.h"

#include "core/base/clock.h"
#include "core/model/run_result_json.h"

#include <fmt/format.h>

#include <array>
#include <cstring>
#include <poll.h>
#include <sys/socket.h>

namespace interleave {

namespace {

constexpr const char* kHasDescriptor = "descriptor";

// One sendmsg; the descriptor travels with the first byte.
ssize_t sendSome(int socket, std::string_view bytes, std::optional<int> descriptor)
{
    iovec part{const_cast<char*>(bytes.data()), bytes.size()};
    alignas(cmsghdr) std::array<char, CMSG_SPACE(sizeof(int))> control{};
    msghdr header{};
    header.msg_iov = &part;
    header.msg_iovlen = 1;
    if (descriptor) {
        header.msg_control = control.data();
        header.msg_controllen = control.size();
        cmsghdr* attached = CMSG_FIRSTHDR(&header);
        attached->cmsg_level = SOL_SOCKET;
        attached->cmsg_type = SCM_RIGHTS;
        attached->cmsg_len = CMSG_LEN(sizeof(int));
        std::memcpy(CMSG_DATA(attached), &*descriptor, sizeof(int));
    }
    return retryOnInterrupt(
        [&] { return ::sendmsg(socket, &header, MSG_NOSIGNAL | MSG_DONTWAIT); });
}

void takeDescriptors(msghdr& header, std::vector<UniqueFd>& descriptors)
{
    for (cmsghdr* attached = CMSG_FIRSTHDR(&header); attached != nullptr;
         attached = CMSG_NXTHDR(&header, attached)) {
        if (attached->cmsg_level != SOL_SOCKET || attached->cmsg_type != SCM_RIGHTS)
            continue;
        for (std::size_t at = CMSG_LEN(0); at + sizeof(int) <= attached->cmsg_len;
             at += sizeof(int)) {
            int fd = -1;
            std::memcpy(&fd, reinterpret_cast<const char*>(attached) + at, sizeof fd);
            descriptors.emplace_back(fd);
        }
    }
}

} // namespace

Result<std::pair<UniqueFd, UniqueFd>, SystemError> Channel::createPair()
{
    std::array<int, 2> ends{};
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) != 0)
        return failErrno("create a socket pair");
    return std::pair(UniqueFd(ends[0]), UniqueFd(ends[1]));
}

Channel::Channel(UniqueFd socket)
    : m_socket(std::move(socket))
{
}

Result<void, SystemError> Channel::send(Json message, std::optional<int> descriptor)
{
    message[kHasDescriptor] = descriptor.has_value();
    const std::string text = dumpJson(message);
    if (text.size() > kMaxMessageBytes)
        return fail(SystemError::LimitReached,
            fmt::format("cannot send a message of {} bytes: at most {} are taken",
                text.size(),
                kMaxMessageBytes));
    const auto length = static_cast<std::uint32_t>(text.size());
    std::string frame(sizeof length, '\0');
    std::memcpy(frame.data(), &length, sizeof length);
    frame += text;
    return sendAll(frame, descriptor);
}

Result<void, SystemError> Channel::sendAll(std::string_view frame, std::optional<int> descriptor)
{
    constexpr const char* kAction = "send a message";
    std::uint64_t lastTaken = Clock::monotonicNs();
    bool isLastTry = false;
    while (!frame.empty() && !m_givenUp) {
        const ssize_t sent = sendSome(m_socket.get(), frame, descriptor);
        if (sent < 0 && errno != EAGAIN)
            return failErrno(kAction);
        if (sent < 0) {
            waitForStream(m_socket.get(), POLLOUT);
            const std::chrono::nanoseconds idle(Clock::monotonicNs() - lastTaken);
            const bool enough = m_giveUp && m_giveUp(idle);
            m_givenUp = enough && isLastTry;
            isLastTry = enough;
            continue;
        }
        lastTaken = Clock::monotonicNs();
        isLastTry = false;
        frame.remove_prefix(static_cast<std::size_t>(sent));
        descriptor.reset();
    }
    if (m_givenUp)
        return fail(SystemError::Broken, fmt::format("cannot {}: nobody takes it", kAction));
    return {};
}

bool Channel::readSome()
{
    std::array<char, 64 * 1024> buffer{};
    alignas(cmsghdr) std::array<char, CMSG_SPACE(4 * sizeof(int))> control{};
    iovec part{buffer.data(), buffer.size()};
    msghdr header{};
    header.msg_iov = &part;
    header.msg_iovlen = 1;
    header.msg_control = control.data();
    header.msg_controllen = control.size();
    const ssize_t count = retryOnInterrupt(
        [&] { return ::recvmsg(m_socket.get(), &header, MSG_DONTWAIT | MSG_CMSG_CLOEXEC); });
    if (count < 0)
        m_closed = m_closed || errno != EAGAIN;
    if (count == 0)
        m_closed = true;
    if (count <= 0)
        return false;
    takeDescriptors(header, m_descriptors);
    if ((header.msg_flags & MSG_CTRUNC) != 0) // which descriptor belongs where is not known now
        m_closed = true;
    m_bytes.append(buffer.data(), static_cast<std::size_t>(count));
    return true;
}

bool Channel::takeFrame(std::vector<WireMessage>& messages)
{
    std::uint32_t length = 0;
    if (m_bytes.size() < sizeof length)
        return false;
    std::memcpy(&length, m_bytes.data(), sizeof length);
    if (length > kMaxMessageBytes) {
        m_closed = true;
        return false;
    }
    if (m_bytes.size() < sizeof length + length)
        return false;
    Json message = Json::parse(
        m_bytes.begin() + sizeof length, m_bytes.begin() + sizeof length + length, nullptr, false);
    m_bytes.erase(0, sizeof length + length);
    if (!message.is_object()) {
        m_closed = true;
        return false;
    }
    UniqueFd descriptor;
    const auto flag = message.find(kHasDescriptor);
    if (flag != message.end() && *flag == true && !m_descriptors.empty()) {
        descriptor = std::move(m_descriptors.front());
        m_descriptors.erase(m_descriptors.begin());
    }
    messages.push_back({std::move(message), std::move(descriptor)});
    return true;
}

std::vector<WireMessage> Channel::receive()
{
    std::vector<WireMessage> messages;
    while (readSome()) { }
    while (takeFrame(messages)) { }
    return messages;
}

} // namespace interleave
