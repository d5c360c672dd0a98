#include "core/workload/image/read_origin.h"

#include "core/workload/image/sample_picture.h"

#include <fmt/core.h>

namespace interleave {

std::string nameOf(const PictureOrigin& origin)
{
    return origin.file.empty() ? fmt::format("sample picture {}", origin.index)
                               : origin.file.filename().string();
}

Result<ReadPicture, ImageError> readOrigin(const PictureOrigin& origin, const cv::Mat& room)
{
    if (origin.file.empty())
        return ReadPicture{.pixels = samplePicture(origin.series, origin.index), .notes = {}};
    return readPicture(origin.file, origin.salvage, room);
}

} // namespace interleave
