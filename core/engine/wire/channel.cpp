#include "core/engine/wire/channel.h"

#include "core/base/clock.h"
#include "core/ipc/passed_descriptors.h"
#include "core/model/run_result_json.h"

#include <fmt/format.h>

#include <array>
#include <cstring>
#include <poll.h>
#include <span>
#include <sys/socket.h>

namespace interleave {

namespace {

constexpr const char* kHasDescriptor = "descriptor";
constexpr const char* kSend = "send a message";

ssize_t sendSome(int socket, std::string_view bytes, std::optional<int> descriptor)
{
    const std::span<const int> passed(descriptor ? &*descriptor : nullptr, descriptor ? 1 : 0);
    return sendPassing(socket, bytes, passed, MSG_DONTWAIT);
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
    const auto [count, cut] = receivePassed(m_socket.get(), buffer, m_descriptors, MSG_DONTWAIT);
    if (count < 0)
        m_closed = m_closed || errno != EAGAIN;
    if (count == 0)
        m_closed = true;
    if (count <= 0)
        return false;
    if (cut) // which descriptor belongs where is not known now
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
