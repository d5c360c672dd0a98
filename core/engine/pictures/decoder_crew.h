// The decoders of a picture service: a few processes, each with a picture at a time. One that dies
// loses that picture alone, and another is forked in its place; one whose picture nobody wants any
// more is killed, so that who scrolls waits for nothing that is out of sight.
//
// A picture may have taken its decoder over: it shares no memory with another one, is read only as
// much of as an answer has, waited for nowhere, and ended where it says what nobody asked.
//
// Thread safety: one thread, the loop's.
#pragma once

#include "core/engine/pictures/picture_decoder.h"
#include "core/engine/wire/channel.h"
#include "core/ipc/shared_memory.h"
#include "core/process/child_process.h"
#include "core/process/event_loop.h"

#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace interleave {

class DecoderCrew
{
public:
    struct Told
    {
        /// The pixels are checked to be as many as the sizes say.
        std::function<void(const PictureRequest&, const Thumbnail&)> made;
        std::function<void(const PictureRequest&, const std::string& why)> problem;
        std::function<void(const std::string& why)> failed; // no decoder can begin
    };

    /// All of it must live longer; forks nothing before something is wanted.
    DecoderCrew(EventLoop& loop,
        const PictureSources& sources,
        const Thumbnailer& thumbnailer,
        std::size_t decoders,
        Told told);
    DecoderCrew(const DecoderCrew&) = delete;
    DecoderCrew& operator=(const DecoderCrew&) = delete;
    DecoderCrew(DecoderCrew&&) = delete;
    DecoderCrew& operator=(DecoderCrew&&) = delete;
    ~DecoderCrew();

    /// From now on these, in this order, and nothing else.
    void want(const std::vector<PictureRequest>& wishes);

private:
    struct Decoder
    {
        SharedMemory pixels;
        ChildProcess process;
        Channel channel;
        Timer patience;
        bool isReady = false; // in its sandbox
        std::optional<PictureRequest> wish{};
    };

    void handOut();
    [[nodiscard]] Result<std::unique_ptr<Decoder>, SystemError> forkDecoder() const;
    bool start(std::size_t place);
    bool watch(std::size_t place);
    void give(std::size_t place, const PictureRequest& wish);
    void receive(std::size_t place);
    void take(std::size_t place, const Json& message);
    void onDeath(std::size_t place);
    void onPatienceEnds(std::size_t place);
    void lose(std::size_t place, const std::string& why);
    void end(std::size_t place);
    void fail(const std::string& why);

    EventLoop& m_loop;
    const PictureSources& m_sources;
    const Thumbnailer& m_thumbnailer;
    std::size_t m_decoders;
    Told m_told;
    std::vector<std::unique_ptr<Decoder>> m_places;
    std::deque<PictureRequest> m_waiting;
    bool m_failed = false;
};

} // namespace interleave
