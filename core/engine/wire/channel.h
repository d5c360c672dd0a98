// Messages between a window and its engine: JSON objects over a socket pair, with a descriptor
// where one is handed over. A frame is a 4-byte length and the text.
//
// Thread safety: one thread on each side. send() waits until the other side takes it, or giveUp is
// true; post() and receiving never wait. When the other side dies, what it had sent still arrives,
// then closed() is true.
#pragma once

#include "core/base/json.h"
#include "core/base/system_error.h"
#include "core/base/unique_fd.h"
#include "core/base/write_all.h"

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace interleave {

struct WireMessage
{
    Json message;
    UniqueFd descriptor; // invalid when none came with it
};

class Channel
{
public:
    /// The largest message, on both sides: a trial of 1,024 workers takes some megabytes.
    static constexpr std::size_t kMaxMessageBytes = std::size_t{64} << 20U;

    [[nodiscard]] static Result<std::pair<UniqueFd, UniqueFd>, SystemError> createPair();

    /// `mostBytes`: of a message that is received, from a side that is trusted with less.
    explicit Channel(UniqueFd socket, std::size_t mostBytes = kMaxMessageBytes);

    /// Asked while the other side takes nothing. After true nothing more is sent: half a message is
    /// there.
    void giveUpWhen(GiveUp giveUp) { m_giveUp = std::move(giveUp); }
    /// Fails when the other side has gone, and for a message that is larger than it would take.
    [[nodiscard]] Result<void, SystemError> send(Json message, std::optional<int> descriptor = {});
    /// As send() without a descriptor, but what the other side does not take at once is left for
    /// flush().
    [[nodiscard]] Result<void, SystemError> post(Json message);
    [[nodiscard]] Result<void, SystemError> flush();
    [[nodiscard]] bool allSent() const { return m_unsent.empty(); }
    /// Messages that have arrived whole. A side that writes without end is left after a megabyte:
    /// the descriptor is still readable then. A frame that is no JSON object, or too long, closes
    /// the channel.
    [[nodiscard]] std::vector<WireMessage> receive();
    [[nodiscard]] bool closed() const { return m_closed; }
    [[nodiscard]] int descriptor() const { return m_socket.get(); }

private:
    bool readSome();
    bool takeFrame(std::vector<WireMessage>& messages);
    [[nodiscard]] bool hasEnd() const;
    [[nodiscard]] Result<void, SystemError> sendAll(
        std::string_view frame, std::optional<int> descriptor);

    UniqueFd m_socket;
    std::size_t m_mostBytes;
    GiveUp m_giveUp;
    bool m_givenUp = false;
    std::string m_unsent; // of post()
    std::string m_bytes; // received, not yet taken
    std::vector<UniqueFd> m_descriptors; // in the order of the frames that announce them
    bool m_closed = false;
};

} // namespace interleave
