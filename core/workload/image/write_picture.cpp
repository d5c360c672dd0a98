#include "core/workload/image/write_picture.h"

#include "core/base/system_error.h"
#include "core/base/unique_fd.h"
#include "core/base/write_all.h"
#include "core/model/setting_advice.h"
#include "core/workload/image/file_ending.h"
#include "core/workload/image/jpeg_writer.h"
#include "core/workload/image/tiff_join.h"

#include <fmt/format.h>
#include <opencv2/core.hpp>
#include <opencv2/imgcodecs.hpp>

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <fcntl.h>
#include <limits>
#include <string_view>
#include <unistd.h>
#include <vector>

namespace interleave {

namespace {

namespace fs = std::filesystem;

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

// Some versions of OpenCV assert what others answer.
bool encode(
    const std::string& ending, const cv::Mat& picture, int quality, std::vector<uchar>& bytes)
{
    if (isJpeg(ending) && isForJpeg(picture))
        return encodeJpeg(picture, quality, bytes);
    std::vector<int> options;
    if (ending == ".webp")
        options = {cv::IMWRITE_WEBP_QUALITY, quality};
    else if (isJpeg(ending))
        options = {cv::IMWRITE_JPEG_QUALITY, quality};
    try {
        return cv::imencode(ending, picture, bytes, options);
    } catch (const cv::Exception& error) {
        if (error.code != cv::Error::StsAssert)
            throw;
        return false;
    }
}

Result<std::vector<uchar>, ImageError> encoded(
    const fs::path& file, const cv::Mat& picture, int quality)
{
    const std::string ending = lowerEnding(file);
    if (std::max(picture.cols, picture.rows) > mostPixelsASide(ending))
        return failTooLarge(file, picture, ending);
    std::vector<uchar> bytes;
    if (!encode(ending, picture, quality, bytes))
        return fail(ImageError::Unwritable,
            fmt::format(
                "cannot write {}: the encoder refused {} x {} pixels (choose another format)",
                file.string(),
                picture.cols,
                picture.rows));
    return bytes;
}

enum class Named : std::uint8_t { Yes, Taken, No };

// A link where a rename cannot look first, a look before a rename where there are no links.
Named giveNewName(const fs::path& unfinished, const fs::path& file)
{
    if (::renameat2(AT_FDCWD, unfinished.c_str(), AT_FDCWD, file.c_str(), RENAME_NOREPLACE) == 0)
        return Named::Yes;
    if (errno == EEXIST)
        return Named::Taken;
    if (::link(unfinished.c_str(), file.c_str()) == 0) {
        ::unlink(unfinished.c_str());
        return Named::Yes;
    }
    std::error_code ignored;
    if (errno == EEXIST || fs::exists(fs::symlink_status(file, ignored)))
        return Named::Taken;
    return ::rename(unfinished.c_str(), file.c_str()) == 0 ? Named::Yes : Named::No;
}

Named giveName(const fs::path& unfinished, const fs::path& file, const PictureOptions& options)
{
    if (options.mayReplace) {
        const Named named = giveNewName(unfinished, file);
        if (named != Named::Taken || !options.mayReplace(file))
            return named;
    }
    return ::rename(unfinished.c_str(), file.c_str()) == 0 ? Named::Yes : Named::No;
}

Result<void, ImageError> storeAs(const fs::path& unfinished,
    const fs::path& file,
    std::string_view bytes,
    const PictureOptions& options)
{
    const auto failed = [&] {
        const int error = errno;
        return fail(ImageError::Unwritable,
            describeErrno(fmt::format("write {}", file.string()), error).message);
    };
    const int flags = O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC;
    UniqueFd fd(retryOnInterrupt([&] { return ::open(unfinished.c_str(), flags, 0666); }));
    if (!fd.valid() || !writeAll(fd.get(), bytes))
        return failed();
    if (options.sealing) {
        if (auto sealed = options.sealing(fd.get(), bytes); !sealed)
            return sealed;
    }
    if (::close(fd.release()) != 0)
        return failed();
    const Named named = giveName(unfinished, file, options);
    if (named == Named::Taken)
        return fail(ImageError::Unwritable,
            fmt::format("cannot write {}: a file of this name has come there meanwhile{}",
                file.string(),
                kReplaceItAdvice));
    return named == Named::Yes ? Result<void, ImageError>() : failed();
}

} // namespace

FormatLimits limitsOf(const fs::path& file)
{
    const std::string ending = lowerEnding(file);
    const bool tiff = ending == ".tif" || ending == ".tiff";
    const bool all = ending == ".png" || tiff;
    const bool webp = ending == ".webp";
    return {
        .sixteenBits = all, .alpha = all || webp, .pages = tiff, .exact = !webp && !isJpeg(ending)};
}

EncodedPicture::EncodedPicture(fs::path file, int quality)
    : m_file(std::move(file))
    , m_quality(quality)
{
}

Result<void, ImageError> EncodedPicture::add(const cv::Mat& picture)
{
    auto bytes = encoded(m_file, picture, m_quality);
    if (!bytes)
        return tl::unexpected(std::move(bytes.error()));
    if (m_bytes.empty()) {
        m_bytes = *std::move(bytes);
        return {};
    }
    if (!addTiffPage(m_bytes, m_lastLink, *bytes))
        return fail(ImageError::Unwritable,
            fmt::format("cannot write {}: all pages together are more than 4 GB, which a TIFF file "
                        "cannot have (split the picture)",
                m_file.string()));
    return {};
}

// No fsync, other than writeFileAtomically(): a lost result is computed again, and waiting for the
// disk would make every image run measure the disk.
Result<void, ImageError> EncodedPicture::store(const PictureOptions& options) const
{
    std::error_code ignored; // then the file cannot be made either, and says why
    fs::create_directories(m_file.parent_path(), ignored);
    const fs::path unfinished = unfinishedName(m_file, ::getpid());
    auto stored = storeAs(unfinished,
        m_file,
        {reinterpret_cast<const char*>(m_bytes.data()), m_bytes.size()},
        options);
    if (!stored)
        ::unlink(unfinished.c_str());
    return stored;
}

Result<void, ImageError> writePicture(
    const fs::path& file, const cv::Mat& picture, const PictureOptions& options)
{
    EncodedPicture result(file, options.quality);
    return result.add(picture).and_then([&] { return result.store(options); });
}

} // namespace interleave
