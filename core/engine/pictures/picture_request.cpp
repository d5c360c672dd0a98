#include "core/engine/pictures/picture_request.h"

#include "core/base/json.h"

namespace interleave {

Json toJson(const PictureRequest& wish)
{
    return {{"task", wish.task},
        {"side", static_cast<int>(wish.side)},
        {"width", wish.box.width},
        {"height", wish.box.height}};
}

std::optional<std::int64_t> numberIn(const Json& json, const char* name, std::int64_t most)
{
    const auto found = json.find(name);
    if (found == json.end() || !found->is_number_integer())
        return std::nullopt;
    const auto value = found->get<std::int64_t>();
    return value >= 0 && value <= most ? std::optional(value) : std::nullopt;
}

std::optional<PictureRequest> requestFromJson(const Json& json)
{
    if (!json.is_object())
        return std::nullopt;
    const auto task = numberIn(json, "task", INT64_MAX);
    const auto side = numberIn(json, "side", static_cast<int>(PictureSide::Difference));
    const auto width = numberIn(json, "width", kLargestBox);
    const auto height = numberIn(json, "height", kLargestBox);
    if (!task || !side || !width || !height || *width == 0 || *height == 0)
        return std::nullopt;
    return PictureRequest{.task = static_cast<std::uint64_t>(*task),
        .side = static_cast<PictureSide>(*side),
        .box = {static_cast<int>(*width), static_cast<int>(*height)}};
}

} // namespace interleave
