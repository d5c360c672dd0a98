#include "core/engine/pictures/picture_wire.h"

#include "core/base/json.h"
#include "core/engine/wire/wire.h"
#include "core/model/experiment_json.h"

#include <cstdint>

namespace interleave::wire {

namespace {

Json ofWish(const char* type, const PictureRequest& wish)
{
    Json message = toJson(wish);
    message[kType] = type;
    return message;
}

} // namespace

Json openPictures(const Experiment& experiment)
{
    return {{kType, kOpenPictures}, {"experiment", toJson(experiment)}};
}

Json want(std::span<const PictureRequest> wishes)
{
    Json list = Json::array();
    for (const PictureRequest& wish : wishes)
        list.push_back(toJson(wish));
    return {{kType, kWant}, {"wishes", std::move(list)}};
}

Json found()
{
    return {{kType, kFound}};
}

Json picture(const PictureRequest& wish, const Thumbnail& made)
{
    Json message = ofWish(kPicture, wish);
    message["made-width"] = made.width;
    message["made-height"] = made.height;
    message["full-width"] = made.fullWidth;
    message["full-height"] = made.fullHeight;
    message["differing"] = made.differing;
    message["largest"] = made.largest;
    return message;
}

Json pictureProblem(const PictureRequest& wish, const std::string& problem)
{
    Json message = ofWish(kPictureProblem, wish);
    message["problem"] = problem;
    return message;
}

Json picturesFailed(const std::string& message)
{
    return {{kType, kPicturesFailed}, {"message", message}};
}

Json decoderReady()
{
    return {{kType, kDecoderReady}};
}

std::string textOf(const Json& message, const char* name)
{
    const auto text = message.find(name);
    return text != message.end() && text->is_string() ? text->get<std::string>() : std::string();
}

std::optional<Thumbnail> sizesOf(const Json& message, const PictureRequest& wish)
{
    const auto width = numberIn(message, "made-width", wish.box.width);
    const auto height = numberIn(message, "made-height", wish.box.height);
    const auto fullWidth = numberIn(message, "full-width", INT32_MAX);
    const auto fullHeight = numberIn(message, "full-height", INT32_MAX);
    const auto differing = numberIn(message, "differing", INT64_MAX);
    const auto largest = numberIn(message, "largest", UINT8_MAX);
    if (!width || !height || !fullWidth || !fullHeight || !differing || !largest || *width == 0
        || *height == 0)
        return std::nullopt;
    return Thumbnail{.width = static_cast<int>(*width),
        .height = static_cast<int>(*height),
        .fullWidth = static_cast<int>(*fullWidth),
        .fullHeight = static_cast<int>(*fullHeight),
        .differing = static_cast<std::uint64_t>(*differing),
        .largest = static_cast<int>(*largest)};
}

std::size_t pixelBytes(const Thumbnail& sizes)
{
    return std::size_t{3} * static_cast<std::size_t>(sizes.width)
        * static_cast<std::size_t>(sizes.height);
}

std::vector<PictureRequest> wishesOf(const Json& message)
{
    std::vector<PictureRequest> wishes;
    const auto found = message.find("wishes");
    if (found == message.end() || !found->is_array())
        return wishes;
    for (const Json& json : *found) {
        if (const auto wish = requestFromJson(json))
            wishes.push_back(*wish);
    }
    return wishes;
}

} // namespace interleave::wire
