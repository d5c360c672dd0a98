#include "core/engine/pictures/picture_wire.h"

#include "core/base/json.h"
#include "core/engine/wire/wire.h"
#include "core/model/experiment_json.h"

namespace interleave::wire {

namespace {

// No larger than any picture may be, of which numbers of a decoder are taken to be one.
constexpr std::int64_t kMost = INT32_MAX;

std::int64_t numberOf(const Json& message, const char* name)
{
    const auto found = message.find(name);
    if (found == message.end() || !found->is_number_integer())
        return -1;
    const auto value = found->get<std::int64_t>();
    return value <= kMost ? value : -1;
}

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

std::optional<Thumbnail> sizesOf(const Json& message, const PictureRequest& wish)
{
    const std::int64_t width = numberOf(message, "made-width");
    const std::int64_t height = numberOf(message, "made-height");
    const bool fits
        = width > 0 && height > 0 && width <= wish.box.width && height <= wish.box.height;
    if (!fits)
        return std::nullopt;
    return Thumbnail{.width = static_cast<int>(width),
        .height = static_cast<int>(height),
        .fullWidth = static_cast<int>(std::max<std::int64_t>(numberOf(message, "full-width"), 0)),
        .fullHeight = static_cast<int>(std::max<std::int64_t>(numberOf(message, "full-height"), 0)),
        .differing
        = static_cast<std::uint64_t>(std::max<std::int64_t>(numberOf(message, "differing"), 0)),
        .largest = static_cast<int>(std::max<std::int64_t>(numberOf(message, "largest"), 0))};
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
