#include "core/workload/image/jpeg_reader.h"

#include "core/workload/image/picture_limit.h"
#include "core/workload/image/tiff_directory.h"

#include <opencv2/core.hpp>

#include <array>
#include <csetjmp>
#include <cstdio>
#include <jpeglib.h> // wants <cstdio>

namespace interleave {

namespace {

constexpr int kExif = JPEG_APP0 + 1;
constexpr unsigned kLongestMarker = 0xFFFF;
constexpr std::string_view kExifName("Exif\0\0", 6);

using Message = std::array<char, JMSG_LENGTH_MAX>;

// What libjpeg says goes here, by the pointer that it has to the first member.
struct Errors
{
    jpeg_error_mgr base{};
    std::jmp_buf back{};
    Message fatal{};
    Message warning{};
};

Errors& errorsOf(j_common_ptr info)
{
    return *reinterpret_cast<Errors*>(info->err);
}

void takeMessage(j_common_ptr info, int level)
{
    constexpr int kWarning = -1;
    Errors& errors = errorsOf(info);
    if (level == kWarning && errors.base.num_warnings++ == 0)
        errors.base.format_message(info, errors.warning.data());
}

[[noreturn]] void leave(j_common_ptr info)
{
    Errors& errors = errorsOf(info);
    errors.base.format_message(info, errors.fatal.data());
    std::longjmp(errors.back, 1); // NOLINT(cert-err52-cpp): the only way out that libjpeg has
}

void printNothing(j_common_ptr /*info*/) { }

class Decoder
{
public:
    explicit Decoder(std::string_view bytes)
        : m_bytes(bytes)
    {
        m_info.err = ::jpeg_std_error(&m_errors.base);
        m_errors.base.error_exit = leave;
        m_errors.base.emit_message = takeMessage;
        m_errors.base.output_message = printNothing;
    }
    Decoder(const Decoder&) = delete;
    Decoder& operator=(const Decoder&) = delete;
    Decoder(Decoder&&) = delete;
    Decoder& operator=(Decoder&&) = delete;
    ~Decoder() { ::jpeg_destroy_decompress(&m_info); } // also one that was never made

    bool readHeader();
    bool readPixels(cv::Mat& pixels);

    [[nodiscard]] cv::Size size() const
    {
        return {static_cast<int>(m_info.image_width), static_cast<int>(m_info.image_height)};
    }
    [[nodiscard]] int channels() const { return m_info.out_color_components; }
    [[nodiscard]] bool hasInks() const { return m_info.out_color_space == JCS_CMYK; }
    [[nodiscard]] int orientation() const; // until the pixels are read
    [[nodiscard]] std::string warning() const { return m_errors.warning.data(); }
    [[nodiscard]] Failure<ImageError> failure() const
    {
        return {ImageError::NotAPicture, m_errors.fatal.data()};
    }

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

    std::string_view m_bytes;
    Errors m_errors;
    jpeg_decompress_struct m_info{};
};

bool Decoder::readHeader()
{
    return attempt([this] {
        jpeg_create_decompress(&m_info);
        ::jpeg_mem_src(
            &m_info, reinterpret_cast<const unsigned char*>(m_bytes.data()), m_bytes.size());
        ::jpeg_save_markers(&m_info, kExif, kLongestMarker);
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

bool Decoder::readPixels(cv::Mat& pixels)
{
    unsigned char* first = pixels.data;
    const std::size_t step = pixels.step;
    return attempt([this, first, step] {
        ::jpeg_start_decompress(&m_info);
        while (m_info.output_scanline < m_info.output_height) {
            unsigned char* row = first + step * m_info.output_scanline;
            ::jpeg_read_scanlines(&m_info, &row, 1);
        }
        ::jpeg_finish_decompress(&m_info); // reads to the end mark, or says that there is none
    });
}

int Decoder::orientation() const
{
    for (const jpeg_marker_struct* marker = m_info.marker_list; marker != nullptr;
         marker = marker->next) {
        const std::string_view data(
            reinterpret_cast<const char*>(marker->data), marker->data_length);
        if (marker->marker == kExif && data.starts_with(kExifName))
            return orientationIn(data.substr(kExifName.size()));
    }
    return 1;
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

Result<JpegPicture, ImageError> readJpeg(std::string_view bytes)
{
    Decoder decoder(bytes);
    if (!decoder.readHeader())
        return tl::unexpected(decoder.failure());
    if (exceedsPixelLimit(decoder.size()))
        return tl::unexpected(tooManyPixels());
    JpegPicture picture{.orientation = decoder.orientation(), .cmyk = decoder.hasInks()};
    picture.pixels.create(decoder.size(), CV_8UC(decoder.channels()));
    if (!decoder.readPixels(picture.pixels))
        return tl::unexpected(decoder.failure());
    picture.warning = decoder.warning();
    if (picture.cmyk)
        picture.pixels = coloursOf(picture.pixels);
    return picture;
}

} // namespace interleave
