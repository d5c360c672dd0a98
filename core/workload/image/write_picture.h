// A picture as a file, whole or not at all.
#pragma once

#include "core/base/failure.h"
#include "core/workload/image/image_module.h"

#include <opencv2/core/mat.hpp>

#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

namespace interleave {

/// What the format that belongs to a file's ending can hold.
struct FormatLimits
{
    bool sixteenBits = false;
    bool alpha = false;
    bool pages = false;
    bool exact = true; // what is read is what was written
};

[[nodiscard]] FormatLimits limitsOf(const std::filesystem::path& file);

/// A picture, or several as the pages of a TIFF, as the file that they become: one after the other,
/// so that nobody needs them all in memory.
class EncodedPicture
{
public:
    /// In the format of the file's ending.
    EncodedPicture(std::filesystem::path file, int quality);

    /// Throws what OpenCV throws.
    [[nodiscard]] Result<void, ImageError> add(const cv::Mat& picture);
    /// What the file has in it.
    [[nodiscard]] std::string bytes() const { return {m_bytes.begin(), m_bytes.end()}; }
    /// Under the name, in folders that are made where they are not there.
    [[nodiscard]] Result<void, ImageError> store(const PictureOptions& options) const;

private:
    std::filesystem::path m_file;
    int m_quality;
    std::vector<unsigned char> m_bytes{};
    std::size_t m_lastLink = 0; // where the last page says which one is next
};

/// In the format of its ending, in folders that are made where they are not there. Throws what
/// OpenCV throws.
[[nodiscard]] Result<void, ImageError> writePicture(
    const std::filesystem::path& file, const cv::Mat& picture, const PictureOptions& options);

} // namespace interleave
