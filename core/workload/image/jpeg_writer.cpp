#include "core/workload/image/jpeg_writer.h"

#include <opencv2/core.hpp>

#include <algorithm>
#include <array>
#include <csetjmp>
#include <cstddef>
#include <cstdio>
#include <jerror.h>
#include <jpeglib.h> // wants <cstdio>
#include <new>

namespace interleave {

namespace {

// What libjpeg says goes here, by the pointer that it has to the first member.
struct EncoderErrors
{
    jpeg_error_mgr base{};
    std::jmp_buf back{};
};

[[noreturn]] void leaveEncoder(j_common_ptr info)
{
    // Nothing that has to be destroyed lives in between.
    auto& errors = *reinterpret_cast<EncoderErrors*>(info->err);
    std::longjmp(errors.back, 1); // NOLINT(cert-err52-cpp): the only way out that libjpeg has
}

void keepQuiet(j_common_ptr /*info*/, int /*level*/) { }

// Where the encoder writes: it has the first member alone. What is written is a part of `bytes`.
struct Sink
{
    jpeg_destination_mgr base{};
    std::vector<uchar>* bytes = nullptr;
};

void offerFrom(Sink& sink, std::size_t written)
{
    sink.base.next_output_byte = sink.bytes->data() + written;
    sink.base.free_in_buffer = sink.bytes->size() - written;
}

void beginSink(j_compress_ptr info)
{
    offerFrom(*reinterpret_cast<Sink*>(info->dest), 0);
}

// No exception goes through libjpeg.
bool makeTwiceAsLarge(std::vector<uchar>& bytes)
{
    try {
        bytes.resize(2 * bytes.size());
        return true;
    } catch (const std::bad_alloc&) {
        return false;
    }
}

boolean makeSinkLarger(j_compress_ptr info)
{
    auto& sink = *reinterpret_cast<Sink*>(info->dest);
    const std::size_t written = sink.bytes->size(); // all of it, as libjpeg says
    if (!makeTwiceAsLarge(*sink.bytes)) {
        info->err->msg_code = JERR_OUT_OF_MEMORY;
        leaveEncoder(reinterpret_cast<j_common_ptr>(info));
    }
    offerFrom(sink, written);
    return TRUE;
}

void endSink(j_compress_ptr info)
{
    auto& sink = *reinterpret_cast<Sink*>(info->dest);
    sink.bytes->resize(sink.bytes->size() - sink.base.free_in_buffer);
}

// As much as most photographs take at the usual quality.
std::size_t likelyBytes(const cv::Mat& picture)
{
    constexpr std::size_t kLeast = 4'096;
    return std::max(kLeast, picture.total() / 4);
}

class Encoder
{
public:
    explicit Encoder(std::vector<uchar>& bytes)
    {
        m_info.err = ::jpeg_std_error(&m_errors.base);
        m_errors.base.error_exit = leaveEncoder;
        m_errors.base.emit_message = keepQuiet;
        m_sink.bytes = &bytes;
        m_sink.base.init_destination = beginSink;
        m_sink.base.empty_output_buffer = makeSinkLarger;
        m_sink.base.term_destination = endSink;
    }
    Encoder(const Encoder&) = delete;
    Encoder& operator=(const Encoder&) = delete;
    Encoder(Encoder&&) = delete;
    Encoder& operator=(Encoder&&) = delete;
    ~Encoder() { ::jpeg_destroy_compress(&m_info); } // also one that was never made

    // Nothing that has to be destroyed may live here or below.
    bool write(const cv::Mat& picture, int quality)
    {
        if (setjmp(m_errors.back) != 0) // NOLINT(cert-err52-cpp)
            return false;
        begin(picture, quality);
        while (m_info.next_scanline < m_info.image_height)
            writeSomeRows(picture);
        ::jpeg_finish_compress(&m_info);
        return true;
    }
    [[nodiscard]] bool hadNoMemory() const { return m_errors.base.msg_code == JERR_OUT_OF_MEMORY; }

private:
    void begin(const cv::Mat& picture, int quality)
    {
        jpeg_create_compress(&m_info);
        m_info.dest = &m_sink.base;
        m_info.image_width = static_cast<JDIMENSION>(picture.cols);
        m_info.image_height = static_cast<JDIMENSION>(picture.rows);
        m_info.input_components = picture.channels();
        m_info.in_color_space = picture.channels() == 1 ? JCS_GRAYSCALE : JCS_EXT_BGR;
        ::jpeg_set_defaults(&m_info);
        ::jpeg_set_quality(&m_info, quality, TRUE);
        ::jpeg_start_compress(&m_info, TRUE);
    }
    void writeSomeRows(const cv::Mat& picture)
    {
        std::array<JSAMPROW, 16> rows; // of one row of blocks
        const JDIMENSION first = m_info.next_scanline;
        const auto count = std::min<JDIMENSION>(rows.size(), m_info.image_height - first);
        for (JDIMENSION row = 0; row < count; ++row)
            rows[row] = const_cast<JSAMPROW>(picture.ptr(static_cast<int>(first + row)));
        ::jpeg_write_scanlines(&m_info, rows.data(), count);
    }

    EncoderErrors m_errors;
    Sink m_sink;
    jpeg_compress_struct m_info{};
};

} // namespace

bool isForJpeg(const cv::Mat& picture)
{
    return picture.type() == CV_8UC1 || picture.type() == CV_8UC3;
}

bool encodeJpeg(const cv::Mat& picture, int quality, std::vector<uchar>& bytes)
{
    bytes.resize(likelyBytes(picture));
    Encoder encoder(bytes);
    const bool written = encoder.write(picture, quality);
    if (!written && encoder.hadNoMemory())
        throw std::bad_alloc();
    return written;
}

} // namespace interleave
