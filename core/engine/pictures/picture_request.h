// Which picture a window wants to see, and how large.
#pragma once

#include "core/base/json_fwd.h"
#include "core/workload/image/thumbnail.h"

#include <cstdint>
#include <optional>

namespace interleave {

/// Of a task's picture.
enum class PictureSide : std::uint8_t {
    Input,
    Result, // the file that the run wrote
    Filtered, // made once more, of the whole picture in one process, as the run keeps none
    Difference, // of the result from that
};

struct PictureRequest
{
    std::uint64_t task = 0;
    PictureSide side = PictureSide::Input;
    PictureBox box{};

    bool operator==(const PictureRequest&) const = default;
};

[[nodiscard]] Json toJson(const PictureRequest& wish);
/// Nothing where it is missing, of another kind, negative or larger than `most`.
[[nodiscard]] std::optional<std::int64_t> numberIn(
    const Json& json, const char* name, std::int64_t most);
/// Nothing where a part is missing, of another kind, or larger than is made.
[[nodiscard]] std::optional<PictureRequest> requestFromJson(const Json& json);

} // namespace interleave
