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
constexpr const char* kSend = "send a message";

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

Result<std::string, SystemError> frameOf(Json message, bool hasDescriptor)
{
    message[kHasDescriptor] = hasDescriptor;
    const std::string text = dumpJson(message);
    if (text.size() > Channel::kMaxMessageBytes)
        return fail(SystemError::LimitReached,
            fmt::format("cannot send a message of {} bytes: at most {} are taken",
                text.size(),
                Channel::kMaxMessageBytes));
    const auto length = static_cast<std::uint32_t>(text.size());
    std::string frame(sizeof length, '\0');
    std::memcpy(frame.data(), &length, sizeof length);
    return frame + text;
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

Channel::Channel(UniqueFd socket, std::size_t mostBytes)
    : m_socket(std::move(socket))
    , m_mostBytes(mostBytes)
{
}

Result<void, SystemError> Channel::send(Json message, std::optional<int> descriptor)
{
    const auto frame = frameOf(std::move(message), descriptor.has_value());
    if (!frame)
        return tl::unexpected(frame.error());
    return sendAll(std::exchange(m_unsent, {}), {}).and_then([&] {
        return sendAll(*frame, descriptor);
    });
}

Result<void, SystemError> Channel::post(Json message)
{
    const auto frame = frameOf(std::move(message), false);
    if (!frame)
        return tl::unexpected(frame.error());
    m_unsent += *frame;
    return flush();
}

Result<void, SystemError> Channel::flush()
{
    while (!m_unsent.empty()) {
        const ssize_t sent = sendSome(m_socket.get(), m_unsent, {});
        if (sent < 0 && errno == EAGAIN)
            return {};
        if (sent < 0) {
            auto failed = failErrno(kSend);
            m_unsent.clear(); // nobody is there to take it
            return failed;
        }
        m_unsent.erase(0, static_cast<std::size_t>(sent));
    }
    return {};
}

Result<void, SystemError> Channel::sendAll(std::string_view frame, std::optional<int> descriptor)
{
    std::uint64_t lastTaken = Clock::monotonicNs();
    bool isLastTry = false;
    while (!frame.empty() && !m_givenUp) {
        const ssize_t sent = sendSome(m_socket.get(), frame, descriptor);
        if (sent < 0 && errno != EAGAIN)
            return failErrno(kSend);
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
        return fail(SystemError::Broken, fmt::format("cannot {}: nobody takes it", kSend));
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
    if (length > m_mostBytes) {
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

// Nothing is added to what was sent. A loop calls no more for what is there then.
bool Channel::hasEnd() const
{
    pollfd socket{m_socket.get(), POLLRDHUP, 0};
    return ::poll(&socket, 1, 0) > 0;
}

std::vector<WireMessage> Channel::receive()
{
    constexpr int kPieces = 16;
    std::vector<WireMessage> messages;
    for (int piece = 0; !m_closed && (piece < kPieces || hasEnd()) && readSome(); ++piece) {
        while (takeFrame(messages)) { }
        // The frame whose beginning is here may have one.
        if (m_descriptors.size() > 1)
            m_closed = true;
    }
    return messages;
}

} // namespace interleave
