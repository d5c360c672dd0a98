// A file as a picture in memory, and what is to be known of it.
#pragma once

#include "core/base/failure.h"
#include "core/workload/image/image_module.h"

#include <opencv2/core/mat.hpp>

#include <functional>
#include <string>

namespace interleave {

struct ReadPicture
{
    cv::Mat pixels; // the right way up; 8 or 16 bits; one, three or four channels (alpha)
    PictureNotes notes;
};

/// By the format of the bytes, whatever the name says. What is no regular file is refused without
/// waiting for it. A file that is cut off or damaged is an error, as the format itself tells it
/// (picture_facts.h) or its decoder; `salvage` lets JPEG do without. Of several pages or frames the
/// first is read. Messages begin with the file's name. Throws what OpenCV throws. `room` is an
/// empty picture whose allocator decoders shall use, where it has one.
[[nodiscard]] Result<ReadPicture, ImageError> readPicture(
    const std::filesystem::path& file, bool salvage, const cv::Mat& room = {});

/// The same of what a file has in it; messages name nothing.
[[nodiscard]] Result<ReadPicture, ImageError> pictureOf(std::string bytes, bool salvage);

/// A TIFF of more pages, or of more pixels in all of them, than these is TooLarge: some thousand
/// bytes can say that they are days of work.
inline constexpr std::size_t kMostPagesRead = 10'000;
inline constexpr std::uint64_t kMostPixelsInPages = std::uint64_t{1} << 32U;

using TakePage = std::function<Result<void, ImageError>(ReadPicture page)>;

/// All pages of a TIFF, one after the other, so that one is in memory at a time; of every other
/// format what readPicture() reads. What `take` says ends it, and is the result.
[[nodiscard]] Result<void, ImageError> readPages(
    const std::filesystem::path& file, bool salvage, const TakePage& take);

/// A picture to be seen in a box.
struct ReducedPicture
{
    cv::Mat pixels; // as ReadPicture's; as large as the box or larger where the picture is
    cv::Size full; // what the whole picture has, the right way up
};

/// The same, decoded at a smaller size where the format allows that (JPEG).
[[nodiscard]] Result<ReducedPicture, ImageError> readReduced(
    const std::filesystem::path& file, bool salvage, cv::Size box);

} // namespace interleave
