// Whatever a file says it is, a worker of the image filter either has a picture of it or a reason:
// strict and salvaged, whole and reduced as the gallery asks. What it has can be written as JPEG
// and is of that size again.
//
// An input is a file; one whose first byte is small is a picture of ours of that number, with
// changes: two bytes of place and one of value each.
#include "core/workload/image/jpeg_writer.h"
#include "core/workload/image/opencv_set_up.h"
#include "core/workload/image/read_picture.h"
#include "core/workload/image/without_exceptions.h"
#include "tests/core/image/encoded_pictures.h"
#include "tests/support/temporary_folder.h"

#include <opencv2/core.hpp>

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

namespace {

using namespace interleave;

constexpr std::size_t kChangeBytes = 3;
constexpr std::uint8_t kFirstOfFiles = 0x40; // no format that is read begins below

std::vector<std::string> encodings()
{
    cv::Mat colours(19, 23, CV_8UC3);
    cv::randu(colours, 0, 255);
    cv::Mat alpha(7, 5, CV_16UC4);
    cv::randu(alpha, 0, 65535);
    const cv::Mat grey = colours.reshape(1, 57);
    const cv::Mat inks(8, 8, CV_8UC4, cv::Scalar(10, 20, 30, 40));
    std::vector<std::string> all{progressiveJpeg(colours),
        cmykJpeg(inks),
        losslessWebp(colours),
        tiffWithPixelsLast(grey),
        gifOf({grey, grey}, true, 3),
        encodedAs(".png", alpha)};
    for (const char* ending : {".jpg", ".png", ".webp", ".tiff", ".bmp", ".ppm"})
        all.push_back(encodedAs(ending, colours));
    return all;
}

std::string inputOf(std::string_view bytes)
{
    static const std::vector<std::string> all = encodings();
    if (bytes.empty() || static_cast<std::uint8_t>(bytes.front()) >= kFirstOfFiles)
        return std::string(bytes);
    std::string file = all[static_cast<std::uint8_t>(bytes.front()) % all.size()];
    for (bytes.remove_prefix(1); bytes.size() >= kChangeBytes; bytes.remove_prefix(kChangeBytes)) {
        const std::size_t place = static_cast<std::uint8_t>(bytes[0]) * std::size_t{256}
            + static_cast<std::uint8_t>(bytes[1]);
        file[place % file.size()] = bytes[2];
    }
    return file;
}

std::filesystem::path fileWith(const std::string& bytes)
{
    static const TemporaryFolder folder;
    const std::filesystem::path file = folder.path() / "picture";
    std::ofstream(file, std::ios::binary) << bytes;
    return file;
}

// A picture that is none, or a failure that does not say why, is what is looked for.
template <class Read>
auto expectPictureOrReason(Read read)
{
    auto picture = withoutExceptions(read);
    if (picture ? picture->pixels.empty() : picture.error().message.empty())
        std::abort();
    return picture;
}

void expectToBeWritten(const cv::Mat& picture)
{
    constexpr int kMostASide = 65'500;
    if (!isForJpeg(picture) || std::max(picture.rows, picture.cols) > kMostASide)
        return;
    std::vector<uchar> bytes;
    if (!encodeJpeg(picture, kUsualQuality, bytes))
        std::abort();
    const auto again = pictureOf({bytes.begin(), bytes.end()}, false);
    if (!again || again->pixels.type() != picture.type() || again->pixels.size() != picture.size())
        std::abort();
}

// Few of them: each may be as large as the limit.
void expectPagesOrReason(const std::filesystem::path& file)
{
    int left = 4;
    const auto take = [&](const ReadPicture& page) -> Result<void, ImageError> {
        if (page.pixels.empty())
            std::abort();
        if (--left == 0)
            return fail(ImageError::TooLarge, "enough");
        return {};
    };
    const auto read = withoutExceptions([&] { return readPages(file, false, take); });
    if (!read && read.error().message.empty())
        std::abort();
}

} // namespace

// OpenCV reads its limit when it is loaded, which with a worker is later than with this program.
extern "C" int LLVMFuzzerInitialize(int* /*argc*/, char*** /*argv*/)
{
    if (std::getenv("OPENCV_IO_MAX_IMAGE_PIXELS") == nullptr) {
        std::fputs(
            "set OPENCV_IO_MAX_IMAGE_PIXELS, to 4000000 say: memory is not limited here\n", stderr);
        std::exit(EXIT_FAILURE);
    }
    setUpOpenCv();
    return 0;
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size)
{
    const std::filesystem::path file
        = fileWith(inputOf({reinterpret_cast<const char*>(bytes), size}));
    for (const bool salvage : {false, true}) {
        if (const auto picture = expectPictureOrReason([&] { return readPicture(file, salvage); });
            picture && !salvage)
            expectToBeWritten(picture->pixels);
        expectPictureOrReason([&] { return readReduced(file, salvage, {64, 64}); });
    }
    expectPagesOrReason(file);
    return 0;
}
