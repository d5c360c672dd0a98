#include "core/engine/pictures/picture_decoder.h"

#include "core/base/json.h"
#include "core/engine/pictures/picture_wire.h"
#include "core/engine/wire/channel.h"
#include "core/ipc/poll_until.h"
#include "core/process/worker_exit.h"

#include <algorithm>
#include <cstring>
#include <poll.h>
#include <sys/resource.h>

namespace interleave {

namespace {

constexpr int kNicer = 5; // the run that is watched comes first

Result<Thumbnail, ImageError> make(
    const PictureRequest& wish, const PictureSources& sources, const Thumbnailer& thumbnailer)
{
    const auto origin = sources.origin(wish.task);
    if (!origin)
        return fail(ImageError::Unreadable, "the folder has no picture for this task any more");
    const auto result = sources.result(wish.task);
    switch (wish.side) {
    case PictureSide::Input:
        return thumbnailer.show(*origin, wish.box);
    case PictureSide::Result:
        return thumbnailer.show({.file = result, .salvage = false}, wish.box);
    case PictureSide::Filtered:
        return thumbnailer.showFiltered(*origin, sources.filters(), wish.box);
    case PictureSide::Difference:
        return thumbnailer.showDifference(
            *origin, sources.filters(), {result, sources.quality()}, wish.box);
    }
    return fail(ImageError::Unreadable, "nothing is known of such a picture");
}

Json answer(const PictureRequest& wish,
    const PictureSources& sources,
    const Thumbnailer& thumbnailer,
    std::span<std::byte> pixels)
{
    const auto made = make(wish, sources, thumbnailer);
    if (!made)
        return wire::pictureProblem(wish, made.error().message);
    std::memcpy(pixels.data(), made->rgb.data(), std::min(made->rgb.size(), pixels.size()));
    return wire::picture(wish, *made);
}

} // namespace

int decodePictures(UniqueFd socket,
    const PictureSources& sources,
    const Thumbnailer& thumbnailer,
    std::span<std::byte> pixels)
{
    silenceDecoders();
    ::setpriority(PRIO_PROCESS, 0, kNicer); // whether it may or not
    Channel channel(std::move(socket));
    if (auto entered = enterSandbox(sources.sandbox()); !entered) {
        static_cast<void>(channel.send(wire::picturesFailed(entered.error().message)));
        return kWorkerNotReady;
    }
    static_cast<void>(channel.send(wire::decoderReady()));
    while (!channel.closed()) {
        static_cast<void>(pollUntil(channel.descriptor(), POLLIN, Deadline::never()));
        for (const WireMessage& received : channel.receive()) {
            if (const auto wish = requestFromJson(received.message))
                static_cast<void>(channel.send(answer(*wish, sources, thumbnailer, pixels)));
        }
    }
    return 0;
}

} // namespace interleave
