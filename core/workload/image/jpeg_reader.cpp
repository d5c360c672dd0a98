#include "core/workload/image/jpeg_reader.h"

#include "core/model/setting_advice.h"
#include "core/workload/image/picture_facts.h"
#include "core/workload/image/picture_limit.h"
#include "core/workload/image/tiff_directory.h"

#include <opencv2/core.hpp>

#include <algorithm>
#include <array>
#include <csetjmp>
#include <cstdint>
#include <cstdio>
#include <jerror.h>
#include <jpeglib.h> // wants <cstdio>
#include <string>
#include <utility>

namespace interleave {

namespace {

constexpr int kExif = JPEG_APP0 + 1;
constexpr unsigned kLongestMarker = 0xFFFF;
constexpr std::string_view kExifName("Exif\0\0", 6);
constexpr int kProfile = JPEG_APP0 + 2;
constexpr std::string_view kProfileName("ICC_PROFILE\0", 12);

// A pass that says nothing needs ten bytes, and is work for all blocks of the picture. Encoders
// make about ten; a camera's picture may have 240, and any 20.
constexpr std::uint64_t kMostBlocks = std::uint64_t{1} << 27U; // seconds of work
constexpr std::uint64_t kFewestPasses = 20;

using Message = std::array<char, JMSG_LENGTH_MAX>;

// What libjpeg says goes here, by the pointer that it has to the first member.
struct Errors
{
    jpeg_error_mgr base{};
    std::jmp_buf back{};
    bool salvage = false;
    Failure<ImageError> (*fatal)(const Message&) = nullptr; // makes a failure of `words`
    Message words{};
};

Errors& errorsOf(j_common_ptr info)
{
    return *reinterpret_cast<Errors*>(info->err);
}

// Nothing that has to be destroyed may live where this is called, nor in between.
[[noreturn]] void leave(Errors& errors, Failure<ImageError> (*fatal)(const Message&))
{
    errors.fatal = fatal;
    std::longjmp(errors.back, 1); // NOLINT(cert-err52-cpp): the only way out that libjpeg has
}

void takeMessage(j_common_ptr info, int level)
{
    constexpr int kWarning = -1;
    Errors& errors = errorsOf(info);
    if (level != kWarning || errors.base.num_warnings++ > 0 || errors.salvage)
        return;
    errors.base.format_message(info, errors.words.data());
    leave(errors, [](const Message& words) -> Failure<ImageError> {
        return {ImageError::NotAPicture, std::string(words.data()).append(kSalvageAdvice)};
    });
}

[[noreturn]] void takeError(j_common_ptr info)
{
    Errors& errors = errorsOf(info);
    if (errors.base.msg_code == JERR_OUT_OF_MEMORY)
        leave(errors, [](const Message& /*words*/) { return tooMuchMemory(); });
    errors.base.format_message(info, errors.words.data());
    leave(errors, [](const Message& words) -> Failure<ImageError> {
        return {ImageError::NotAPicture, words.data()};
    });
}

std::uint64_t blocksOf(const jpeg_decompress_struct& info)
{
    std::uint64_t blocks = 0;
    for (int i = 0; i < info.num_components; ++i)
        blocks += std::uint64_t{info.comp_info[i].width_in_blocks}
            * info.comp_info[i].height_in_blocks;
    return std::max(blocks, std::uint64_t{1});
}

// In the midst of a pass.
void boundPasses(j_common_ptr common)
{
    const auto& info = *reinterpret_cast<j_decompress_ptr>(common);
    if (static_cast<std::uint64_t>(info.input_scan_number)
        > std::max(kFewestPasses, kMostBlocks / blocksOf(info)))
        leave(errorsOf(common), [](const Message& /*words*/) -> Failure<ImageError> {
            return {ImageError::TooLarge,
                "comes in more passes than a picture of its size needs (save it anew)"};
        });
}

void printNothing(j_common_ptr /*info*/) { }

class Decoder
{
public:
    Decoder(std::string_view bytes, bool salvage)
        : m_bytes(bytes)
    {
        m_info.err = ::jpeg_std_error(&m_errors.base);
        m_errors.salvage = salvage;
        m_errors.base.error_exit = takeError;
        m_errors.base.emit_message = takeMessage;
        m_errors.base.output_message = printNothing;
    }
    Decoder(const Decoder&) = delete;
    Decoder& operator=(const Decoder&) = delete;
    Decoder(Decoder&&) = delete;
    Decoder& operator=(Decoder&&) = delete;
    ~Decoder() { ::jpeg_destroy_decompress(&m_info); } // also one that was never made

    bool readHeader();
    bool reduceTo(cv::Size box);
    bool readPixels(cv::Mat& pixels);

    [[nodiscard]] cv::Size size() const
    {
        return {static_cast<int>(m_info.image_width), static_cast<int>(m_info.image_height)};
    }
    [[nodiscard]] cv::Size reducedSize() const
    {
        return {static_cast<int>(m_info.output_width), static_cast<int>(m_info.output_height)};
    }
    [[nodiscard]] int channels() const { return m_info.out_color_components; }
    [[nodiscard]] bool hasInks() const { return m_info.out_color_space == JCS_CMYK; }
    // Until the pixels are read.
    [[nodiscard]] int orientation() const;
    [[nodiscard]] bool hasOwnProfile() const;
    [[nodiscard]] std::uint32_t warnings() const
    {
        return static_cast<std::uint32_t>(m_errors.base.num_warnings);
    }
    [[nodiscard]] Failure<ImageError> failure() const { return m_errors.fatal(m_errors.words); }

private:
    /// An error of libjpeg comes back here: nothing that has to be destroyed may live in `call`.
    template <class Call>
    bool attempt(Call call)
    {
        if (setjmp(m_errors.back) != 0) // NOLINT(cert-err52-cpp)
            return false;
        call();
        return true;
    }
    void chooseColours();
    /// The data of the first of these markers that begins with `name`, after that.
    [[nodiscard]] std::string_view markerData(int marker, std::string_view name) const;

    std::string_view m_bytes;
    Errors m_errors;
    jpeg_progress_mgr m_progress{};
    jpeg_decompress_struct m_info{};
};

bool Decoder::readHeader()
{
    return attempt([this] {
        jpeg_create_decompress(&m_info);
        m_progress.progress_monitor = boundPasses;
        m_info.progress = &m_progress;
        ::jpeg_mem_src(
            &m_info, reinterpret_cast<const unsigned char*>(m_bytes.data()), m_bytes.size());
        ::jpeg_save_markers(&m_info, kExif, kLongestMarker);
        ::jpeg_save_markers(&m_info, kProfile, kLongestMarker);
        ::jpeg_read_header(&m_info, TRUE);
        chooseColours();
        ::jpeg_calc_output_dimensions(&m_info);
    });
}

void Decoder::chooseColours()
{
    switch (m_info.jpeg_color_space) {
    case JCS_GRAYSCALE:
        m_info.out_color_space = JCS_GRAYSCALE;
        break;
    case JCS_CMYK:
    case JCS_YCCK:
        m_info.out_color_space = JCS_CMYK;
        break;
    default:
        m_info.out_color_space = JCS_EXT_BGR;
        break;
    }
}

bool Decoder::reduceTo(cv::Size box)
{
    constexpr unsigned kSmallest = 8;
    if (orientation() >= kFirstOnItsSide)
        std::swap(box.width, box.height);
    const double scale = std::max(1.0,
        std::max(static_cast<double>(m_info.image_width) / std::max(box.width, 1),
            static_cast<double>(m_info.image_height) / std::max(box.height, 1)));
    m_info.scale_num = 1;
    while (m_info.scale_denom < kSmallest && m_info.scale_denom * 2 <= scale)
        m_info.scale_denom *= 2;
    m_info.do_fancy_upsampling = FALSE; // nobody sees it at that size
    return attempt([this] { ::jpeg_calc_output_dimensions(&m_info); });
}

bool Decoder::readPixels(cv::Mat& pixels)
{
    unsigned char* first = pixels.data;
    const std::size_t step = pixels.step;
    return attempt([this, first, step] {
        ::jpeg_start_decompress(&m_info);
        while (m_info.output_scanline < m_info.output_height) {
            std::array<JSAMPROW, 2> rows; // that upsampling gives at a time
            const JDIMENSION done = m_info.output_scanline;
            const JDIMENSION count = std::min<JDIMENSION>(rows.size(), m_info.output_height - done);
            for (JDIMENSION row = 0; row < count; ++row)
                rows[row] = first + step * (done + row);
            ::jpeg_read_scanlines(&m_info, rows.data(), count);
        }
        ::jpeg_finish_decompress(&m_info); // reads to the end mark, or says that there is none
    });
}

std::string_view Decoder::markerData(int marker, std::string_view name) const
{
    for (const jpeg_marker_struct* at = m_info.marker_list; at != nullptr; at = at->next) {
        const std::string_view data(reinterpret_cast<const char*>(at->data), at->data_length);
        if (at->marker == marker && data.starts_with(name))
            return data.substr(name.size());
    }
    return {};
}

int Decoder::orientation() const
{
    return orientationIn(markerData(kExif, kExifName));
}

// Its first part is enough: there it says what it is.
bool Decoder::hasOwnProfile() const
{
    return isOwnProfile(markerData(kProfile, kProfileName));
}

// OpenCV's own arithmetic. Inks are stored inverted, as Adobe does it.
cv::Mat coloursOf(const cv::Mat& inks)
{
    cv::Mat colours(inks.size(), CV_8UC3);
    for (int y = 0; y < inks.rows; ++y) {
        const auto* from = inks.ptr<cv::Vec4b>(y);
        auto* to = colours.ptr<cv::Vec3b>(y);
        for (int x = 0; x < inks.cols; ++x) {
            const int black = from[x][3];
            for (int ink = 0; ink < 3; ++ink)
                to[x][2 - ink] = static_cast<uchar>(black - ((255 - from[x][ink]) * black >> 8));
        }
    }
    return colours;
}

} // namespace

Result<JpegPicture, ImageError> readJpeg(
    std::string_view bytes, bool salvage, cv::Size box, const cv::Mat& room)
{
    Decoder decoder(bytes, salvage);
    if (!decoder.readHeader())
        return tl::unexpected(decoder.failure());
    if (exceedsPixelLimit(decoder.size()))
        return tl::unexpected(tooManyPixels());
    if (!box.empty() && !decoder.reduceTo(box))
        return tl::unexpected(decoder.failure());
    JpegPicture picture{.pixels = room,
        .full = decoder.size(),
        .orientation = decoder.orientation(),
        .profile = decoder.hasOwnProfile(),
        .cmyk = decoder.hasInks()};
    picture.pixels.create(decoder.reducedSize(), CV_8UC(decoder.channels()));
    if (!decoder.readPixels(picture.pixels))
        return tl::unexpected(decoder.failure());
    picture.warnings = decoder.warnings();
    if (picture.cmyk)
        picture.pixels = coloursOf(picture.pixels);
    return picture;
}

} // namespace interleave
