// Pictures as files of every format, for the tests of their readers.
#pragma once

#include <opencv2/core/mat.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace interleave {

/// As OpenCV writes it.
[[nodiscard]] std::string encodedAs(const std::string& ending, const cv::Mat& picture);

[[nodiscard]] std::string losslessWebp(const cv::Mat& picture);

/// A JPEG of one grey that comes in passes which all say nothing.
[[nodiscard]] std::string emptyPasses(cv::Size size, int passes);

/// A JPEG that restarts nowhere and comes in several passes.
[[nodiscard]] std::string progressiveJpeg(const cv::Mat& picture);

/// Inks are inverted, as Adobe stores them.
[[nodiscard]] std::string cmykJpeg(const cv::Mat& inks);

/// EXIF data that says nothing but the orientation.
[[nodiscard]] std::string exifWith(int orientation, bool bigEndian = false);
[[nodiscard]] std::string jpegWithExif(const std::string& jpeg, const std::string& exif);
[[nodiscard]] std::string pngWithExif(const std::string& png, const std::string& exif);
[[nodiscard]] std::string webpWithExif(
    const std::string& webp, const std::string& exif, cv::Size size);

/// With chunks or markers of that name after the header.
[[nodiscard]] std::string pngWith(
    const std::string& png, const std::string& name, const std::string& data);
[[nodiscard]] std::string jpegWithProfile(const std::string& jpeg, const std::string& profile);

/// Each frame is a WebP, which says where on the canvas it is (by even numbers).
struct PlacedWebp
{
    std::string webp;
    cv::Rect place;
};
[[nodiscard]] std::string webpAnimation(
    const std::vector<PlacedWebp>& frames, cv::Size canvas, const std::string& exif = {});

/// Of indices into 256 greys. `transparent`: the index that is, or -1.
[[nodiscard]] std::string gifOf(
    const std::vector<cv::Mat>& frames, bool interlaced = false, int transparent = -1);

/// The pages' directories stand before their pixels: a cut takes pixels first.
[[nodiscard]] std::string tiffWithPixelsLast(const cv::Mat& grey, int orientation = 1);

} // namespace interleave
