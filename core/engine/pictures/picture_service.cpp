#include "core/engine/pictures/picture_service.h"

#include "core/base/json.h"
#include "core/base/machine.h"
#include "core/engine/pictures/decoder_crew.h"
#include "core/engine/pictures/picture_wire.h"
#include "core/engine/run/exit_status.h"
#include "core/engine/wire/wire.h"
#include "core/ipc/memory_file.h"
#include "core/model/experiment_json.h"
#include "core/workload/image/image_loader.h"

#include <algorithm>
#include <utility>

namespace interleave {

namespace {

class PictureService
{
public:
    PictureService(Channel channel, EventLoop loop)
        : m_channel(std::move(channel))
        , m_loop(std::move(loop))
    {
    }

    int serve()
    {
        if (auto watched = m_loop.watch(m_channel.descriptor(), [this] { receive(); }); !watched)
            return fail(watched.error().message);
        m_loop.runUntil([this] { return m_channel.closed(); });
        return kExitSuccess;
    }

private:
    void receive()
    {
        for (WireMessage& received : m_channel.receive()) {
            const std::string type = wire::typeOf(received.message);
            if (type == wire::kOpenPictures && !m_sources)
                open(received);
            else if (type == wire::kWant && m_crew)
                m_crew->want(wire::wishesOf(received.message));
        }
    }

    void open(WireMessage& received)
    {
        const auto experiment
            = experimentFromJson(received.message.value("experiment", Json::object()));
        if (!experiment || experiment->workload != WorkloadKind::ImageFilter) {
            fail("this run has no pictures");
            return;
        }
        auto list = listFrom(std::move(received.descriptor));
        const bool wasGiven = list.has_value();
        auto sources = PictureSources::find(*experiment, std::move(list));
        if (!sources) {
            fail(sources.error().message);
            return;
        }
        m_sources = *std::move(sources);
        if (!wasGiven && m_sources->list())
            post(wire::found(), m_sources->list()->descriptor());
        startCrew();
    }

    static std::optional<PictureList> listFrom(UniqueFd file)
    {
        if (!file.valid())
            return std::nullopt;
        auto list = PictureList::read(std::move(file));
        return list ? std::optional(*std::move(list)) : std::nullopt;
    }

    void startCrew()
    {
        auto thumbnailer = loadThumbnailer(imageModulePlaces());
        if (!thumbnailer) {
            fail(thumbnailer.error().message);
            return;
        }
        m_thumbnailer = *std::move(thumbnailer);
        // Two, so that one large picture does not hold up the others.
        constexpr std::int64_t kMost = 4;
        const auto decoders
            = static_cast<std::size_t>(std::clamp(usableCores(), std::int64_t{2}, kMost));
        m_crew = std::make_unique<DecoderCrew>(m_loop,
            *m_sources,
            *m_thumbnailer,
            decoders,
            DecoderCrew::Told{
                [this](const PictureRequest& wish, const Thumbnail& made) { tell(wish, made); },
                [this](const PictureRequest& wish, const std::string& why) {
                    post(wire::pictureProblem(wish, why));
                },
                [this](const std::string& why) { post(wire::picturesFailed(why)); }});
    }

    void tell(const PictureRequest& wish, const Thumbnail& made)
    {
        const auto pixels = memoryFileWith(made.rgb);
        if (pixels)
            post(wire::picture(wish, made), pixels->get());
        else
            post(wire::pictureProblem(wish, pixels.error().message));
    }

    int fail(const std::string& why)
    {
        post(wire::picturesFailed(why));
        return kExitEngineFailed;
    }

    // A window that has gone is noticed when it is read from.
    void post(const Json& message, std::optional<int> descriptor = {})
    {
        static_cast<void>(m_channel.send(message, descriptor));
    }

    Channel m_channel;
    EventLoop m_loop;
    std::optional<PictureSources> m_sources;
    std::unique_ptr<Thumbnailer> m_thumbnailer;
    std::unique_ptr<DecoderCrew> m_crew; // ends before the loop
};

} // namespace

int servePictures(UniqueFd socket)
{
    Channel channel(std::move(socket));
    auto loop = EventLoop::create();
    if (!loop) {
        static_cast<void>(channel.send(wire::picturesFailed(loop.error().message)));
        return kExitEngineFailed;
    }
    return PictureService(std::move(channel), *std::move(loop)).serve();
}

} // namespace interleave
