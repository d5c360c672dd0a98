#include "core/engine/pictures/picture_service.h"

#include "core/base/json.h"
#include "core/base/machine.h"
#include "core/engine/pictures/decoder_crew.h"
#include "core/engine/pictures/picture_wire.h"
#include "core/engine/run/exit_status.h"
#include "core/engine/wire/wire.h"
#include "core/ipc/memory_file.h"
#include "core/model/experiment_json.h"
#include "core/process/beside_loop.h"
#include "core/workload/image/image_loader.h"

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <utility>

namespace interleave {

namespace {

// A window that takes nothing for so long is stopped, or hangs: it starts another service.
constexpr std::chrono::seconds kWindowPatience{5};

class PictureService
{
public:
    PictureService(Channel channel, EventLoop loop)
        : m_channel(std::move(channel))
        , m_loop(std::move(loop))
    {
        m_channel.giveUpWhen([](std::chrono::nanoseconds idle) { return idle > kWindowPatience; });
    }

    int serve()
    {
        const auto served
            = m_loop.watch(m_channel.descriptor(), [this] { receive(); })
                  .and_then([this] {
                      return m_loop.runUntil([this] { return m_experiment || isOver(); });
                  })
                  .and_then([this] {
                      if (m_experiment)
                          open();
                      return m_loop.runUntil([this] { return isOver(); });
                  });
        if (served)
            return kExitSuccess;
        fail(served.error().message);
        return kExitEngineFailed;
    }

private:
    [[nodiscard]] bool isOver() const { return m_channel.closed() || m_windowTakesNothing; }

    void receive()
    {
        for (WireMessage& received : m_channel.receive()) {
            const std::string type = wire::typeOf(received.message);
            if (type == wire::kOpenPictures && !m_experiment)
                accept(received);
            else if (type == wire::kWant)
                want(wire::wishesOf(received.message));
        }
    }

    void accept(WireMessage& received)
    {
        const auto experiment
            = experimentFromJson(received.message.value("experiment", Json::object()));
        if (!experiment || experiment->workload != WorkloadKind::ImageFilter) {
            fail("this run has no pictures");
            return;
        }
        m_list = listFrom(std::move(received.descriptor));
        m_experiment = *experiment;
    }

    void want(std::vector<PictureRequest> wishes)
    {
        m_wishes = std::move(wishes);
        if (m_crew)
            m_crew->want(m_wishes);
    }

    void open()
    {
        const bool wasGiven = m_list.has_value();
        auto sources = findSources();
        if (!sources) {
            fail(sources.error().message);
            return;
        }
        m_sources = *std::move(sources);
        if (!wasGiven && m_sources->list())
            post(wire::found(), m_sources->list()->descriptor());
        startCrew();
    }

    // The window is heard meanwhile: a folder may be large, or its file system answer late.
    Result<PictureSources, SystemError> findSources()
    {
        auto sources = resultBeside(
            m_loop,
            [this] { return PictureSources::find(*m_experiment, std::move(m_list)); },
            [this] { return isOver(); });
        if (!sources)
            std::_Exit(kExitSuccess); // the folder is not waited for
        return *std::move(sources);
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
                [this](const std::string& why) { fail(why); }});
        m_crew->want(m_wishes);
    }

    void tell(const PictureRequest& wish, const Thumbnail& made)
    {
        const auto pixels = memoryFileWith(made.rgb);
        if (pixels)
            post(wire::picture(wish, made), pixels->get());
        else
            post(wire::pictureProblem(wish, pixels.error().message));
    }

    void fail(const std::string& why) { post(wire::picturesFailed(why)); }

    void post(const Json& message, std::optional<int> descriptor = {})
    {
        if (!m_channel.send(message, descriptor))
            m_windowTakesNothing = true;
    }

    Channel m_channel;
    EventLoop m_loop;
    bool m_windowTakesNothing = false;
    std::optional<Experiment> m_experiment;
    std::optional<PictureList> m_list; // until it is opened
    std::vector<PictureRequest> m_wishes; // the newest
    std::optional<PictureSources> m_sources;
    std::unique_ptr<Thumbnailer> m_thumbnailer;
    std::unique_ptr<DecoderCrew> m_crew; // ends before the loop
};

} // namespace

int servePictures(UniqueFd socket)
{
    // What goes wrong in here is no reason to take all memory.
    static_cast<void>(limitMemory(kImageWorkerMemory));
    Channel channel(std::move(socket));
    auto loop = EventLoop::create();
    if (!loop) {
        static_cast<void>(channel.send(wire::picturesFailed(loop.error().message)));
        return kExitEngineFailed;
    }
    return PictureService(std::move(channel), *std::move(loop)).serve();
}

} // namespace interleave
