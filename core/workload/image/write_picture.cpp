#include "core/workload/image/write_picture.h"

#include "core/base/system_error.h"
#include "core/base/unique_fd.h"
#include "core/base/write_all.h"

#include <fmt/format.h>
#include <opencv2/imgcodecs.hpp>

#include <algorithm>
#include <cctype>
#include <cstdio>
#include <fcntl.h>
#include <limits>
#include <string_view>
#include <unistd.h>
#include <vector>

namespace interleave {

namespace {

namespace fs = std::filesystem;

std::string endingOf(const fs::path& file)
{
    std::string ending = file.extension().string();
    std::ranges::transform(ending, ending.begin(), [](unsigned char letter) {
        return static_cast<char>(std::tolower(letter));
    });
    return ending;
}

bool isJpeg(const std::string& ending)
{
    return ending == ".jpg" || ending == ".jpeg" || ending == ".jpe";
}

int mostPixelsASide(const std::string& ending)
{
    return ending == ".webp" ? 16'383 : isJpeg(ending) ? 65'500 : std::numeric_limits<int>::max();
}

tl::unexpected<Failure<ImageError>> failTooLarge(
    const fs::path& file, const cv::Mat& picture, const std::string& ending)
{
    return fail(ImageError::Unwritable,
        fmt::format("cannot write {}: {} x {} pixels are more than a {} file can have (choose "
                    "another format)",
            file.string(),
            picture.cols,
            picture.rows,
            std::string_view(ending).substr(1)));
}

Result<std::vector<uchar>, ImageError> encoded(
    const fs::path& file, const cv::Mat& picture, int quality)
{
    const std::string ending = endingOf(file);
    if (std::max(picture.cols, picture.rows) > mostPixelsASide(ending))
        return failTooLarge(file, picture, ending);
    std::vector<int> options;
    if (ending == ".webp")
        options = {cv::IMWRITE_WEBP_QUALITY, quality};
    else if (isJpeg(ending))
        options = {cv::IMWRITE_JPEG_QUALITY, quality};
    std::vector<uchar> bytes;
    if (!cv::imencode(ending, picture, bytes, options))
        return failTooLarge(file, picture, ending);
    return bytes;
}

bool store(const fs::path& unfinished, const fs::path& file, std::string_view bytes)
{
    const int flags = O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC;
    UniqueFd fd(retryOnInterrupt([&] { return ::open(unfinished.c_str(), flags, 0666); }));
    return fd.valid() && writeAll(fd.get(), bytes).has_value() && ::close(fd.release()) == 0
        && ::rename(unfinished.c_str(), file.c_str()) == 0;
}

} // namespace

FormatLimits limitsOf(const fs::path& file)
{
    const std::string ending = endingOf(file);
    const bool all = ending == ".png" || ending == ".tif" || ending == ".tiff";
    return {.sixteenBits = all, .alpha = all || ending == ".webp"};
}

// No fsync, other than writeFileAtomically(): a lost result is computed again, and waiting for the
// disk would make every image run measure the disk.
Result<void, ImageError> writePicture(const fs::path& file, const cv::Mat& picture, int quality)
{
    const auto bytes = encoded(file, picture, quality);
    if (!bytes)
        return tl::unexpected(bytes.error());
    std::error_code failed; // then the file cannot be made either, and says why
    fs::create_directories(file.parent_path(), failed);
    const fs::path unfinished = unfinishedName(file, ::getpid());
    if (store(unfinished, file, {reinterpret_cast<const char*>(bytes->data()), bytes->size()}))
        return {};
    const int error = errno;
    ::unlink(unfinished.c_str());
    return fail(ImageError::Unwritable,
        describeErrno(fmt::format("write {}", file.string()), error).message);
}

} // namespace interleave
