// What a task reads, as a picture in memory.
#pragma once

#include "core/workload/image/picture_origin.h"
#include "core/workload/image/read_picture.h"

#include <string>

namespace interleave {

/// "a.jpg", "sample picture 3".
[[nodiscard]] std::string nameOf(const PictureOrigin& origin);

/// As readPicture(); samples are made elsewhere than in the room.
[[nodiscard]] Result<ReadPicture, ImageError> readOrigin(
    const PictureOrigin& origin, const cv::Mat& room = {});

} // namespace interleave
