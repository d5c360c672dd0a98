// Pictures of every format against what OpenCV reads, and what is told of what is not read.
#include "core/base/file.h"
#include "core/workload/image/gif_reader.h"
#include "core/workload/image/read_picture.h"
#include "tests/core/image/child.h"
#include "tests/core/image/encoded_pictures.h"
#include "tests/core/image/test_picture.h"
#include "tests/support/temporary_folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>

#include <sys/resource.h>

namespace interleave {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

class ReadPictureTest : public testing::Test
{
protected:
    fs::path fileWith(const std::string& name, const std::string& bytes) const
    {
        EXPECT_TRUE(writeFileAtomically(m_folder.path() / name, bytes));
        return m_folder.path() / name;
    }
    ReadPicture read(const std::string& bytes, const std::string& name = "picture") const
    {
        auto picture = readPicture(fileWith(name, bytes), false);
        EXPECT_TRUE(picture) << picture.error().message;
        return picture ? *std::move(picture) : ReadPicture{};
    }
    std::string problemOf(const std::string& bytes) const
    {
        const auto picture = readPicture(fileWith("picture", bytes), false);
        EXPECT_FALSE(picture);
        return picture ? "" : picture.error().message;
    }

    TemporaryFolder m_folder;
};

const cv::Mat& colours()
{
    static const cv::Mat kPicture = testPicture({67, 41}, 3);
    return kPicture;
}

TEST_F(ReadPictureTest, JpegIsWhatOpenCvReads)
{
    for (const std::string& bytes : {encodedAs(".jpg", colours()), progressiveJpeg(colours())}) {
        const auto file = fileWith("picture", bytes);
        expectEqual(read(bytes).pixels, cv::imread(file.string(), cv::IMREAD_COLOR));
        EXPECT_EQ(read(bytes).notes, PictureNotes{});
    }
}

TEST_F(ReadPictureTest, GreyJpegStaysGrey)
{
    const std::string bytes = encodedAs(".jpg", testPicture({67, 41}, 1));
    const auto file = fileWith("picture", bytes);
    expectEqual(read(bytes).pixels, cv::imread(file.string(), cv::IMREAD_UNCHANGED));
}

TEST_F(ReadPictureTest, F219_AJpegOfMorePassesThanItNeedsIsRefused)
{
    const cv::Size size(512, 512);
    const auto passes = [&](int count) {
        return readPicture(fileWith("picture", emptyPasses(size, count)), true);
    };
    const auto picture = passes(33'000);
    ASSERT_FALSE(picture);
    EXPECT_EQ(picture.error().kind, ImageError::TooLarge);
    EXPECT_THAT(picture.error().message, HasSubstr("picture: comes in more passes than"));
    EXPECT_TRUE(passes(100)) << "little work";
}

TEST_F(ReadPictureTest, F219_ADamagedJpegIsGivenUpAtTheFirstWarning)
{
    EXPECT_THAT(problemOf(emptyPasses({512, 512}, 33'000)),
        HasSubstr("Inconsistent progression sequence for component 0 coefficient 0; "
                  "damaged=salvage filters what there is"));
}

// A sanitizer takes memory of its own, and ends the process where there is none.
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
TEST_F(ReadPictureTest, F222_AJpegThatHasNotTheMemoryIsNotDamaged)
{
    const fs::path file = fileWith("picture", emptyPasses({8'000, 8'000}, 2)); // of 128 MB
    const int result = resultInChild([&file] {
        const rlimit bytes{.rlim_cur = 120U << 20U, .rlim_max = 120U << 20U};
        ::setrlimit(RLIMIT_DATA, &bytes);
        const auto picture = readPicture(file, false);
        const std::string words = "picture: needs more memory than a worker may take";
        return !picture && picture.error().kind == ImageError::OutOfMemory
                && picture.error().message.starts_with(words)
            ? 0
            : 1;
    });
    EXPECT_EQ(result, 0);
}

// Giflib keeps something of each frame.
TEST_F(ReadPictureTest, F222_NorIsAGif)
{
    using namespace std::string_literals;
    constexpr int kFrames = 1'000'000;
    std::string gif = "GIF89a\1\0\1\0\x80\0\0\0\0\0\xFF\xFF\xFF"s;
    for (int i = 0; i < kFrames; ++i)
        gif += ",\0\0\0\0\1\0\1\0\0\2\2\x44\1\0"s;
    gif += ';';
    EXPECT_TRUE(readGif(gif));
    const int result = resultInChild([&gif] {
        const rlimit bytes{.rlim_cur = 1U << 20U, .rlim_max = 1U << 20U};
        ::setrlimit(RLIMIT_DATA, &bytes);
        const auto picture = readGif(gif);
        return !picture && picture.error().kind == ImageError::OutOfMemory ? 0 : 1;
    });
    EXPECT_EQ(result, 0);
}
#endif

TEST_F(ReadPictureTest, CmykIsConvertedAsOpenCvDoesAndSaid)
{
    const std::string bytes = cmykJpeg(testPicture({67, 41}, 4));
    const auto file = fileWith("picture", bytes);
    expectEqual(read(bytes).pixels, cv::imread(file.string(), cv::IMREAD_COLOR));
    EXPECT_TRUE(read(bytes).notes.cmyk);
}

TEST_F(ReadPictureTest, EveryOrientationOfAJpegIsTurnedAsOpenCvDoes)
{
    for (int orientation = 1; orientation <= 8; ++orientation) {
        SCOPED_TRACE(orientation);
        const std::string exif = exifWith(orientation, orientation % 2 == 0);
        const std::string bytes = jpegWithExif(encodedAs(".jpg", colours()), exif);
        const auto file = fileWith("picture", bytes);
        expectEqual(read(bytes).pixels, cv::imread(file.string(), cv::IMREAD_COLOR));
    }
}

TEST_F(ReadPictureTest, SoIsEveryOrientationOfAPngAndAWebp)
{
    const std::string webp = losslessWebp(colours());
    for (int orientation = 1; orientation <= 8; ++orientation) {
        SCOPED_TRACE(orientation);
        const std::string exif = exifWith(orientation);
        const std::string jpeg = jpegWithExif(encodedAs(".jpg", colours()), exif);
        const std::string png = pngWithExif(encodedAs(".png", colours()), exif);
        EXPECT_EQ(read(png).pixels.size(), read(jpeg).pixels.size());
        expectEqual(read(webpWithExif(webp, exif, colours().size())).pixels, read(png).pixels);
    }
}

TEST_F(ReadPictureTest, SoIsEveryOrientationOfATiff)
{
    const cv::Mat grey = testPicture({67, 41}, 1);
    for (int orientation = 1; orientation <= 8; ++orientation) {
        SCOPED_TRACE(orientation);
        const std::string exif = exifWith(orientation);
        expectEqual(read(tiffWithPixelsLast(grey, orientation)).pixels,
            read(pngWithExif(encodedAs(".png", grey), exif)).pixels);
    }
}

TEST_F(ReadPictureTest, SixteenBitsAndAlphaAreRead)
{
    cv::Mat deep(41, 67, CV_16UC4);
    cv::RNG(7).fill(deep, cv::RNG::UNIFORM, 0, 65'536);
    expectEqual(read(encodedAs(".png", deep)).pixels, deep);
    expectEqual(read(encodedAs(".tiff", deep)).pixels, deep);
}

TEST_F(ReadPictureTest, FloatingPointColoursBecomeEightBits)
{
    const cv::Mat real(41, 67, CV_32FC3, cv::Scalar(0.5, 0.25, 1));
    const ReadPicture picture = read(encodedAs(".tiff", real));
    EXPECT_TRUE(picture.notes.fewerBits);
    EXPECT_EQ(picture.pixels.type(), CV_8UC3);
}

TEST_F(ReadPictureTest, FloatingPointGreysAreAnErrorThatNamesThem)
{
    const cv::Mat real(41, 67, CV_32FC1, cv::Scalar(0.5));
    EXPECT_THAT(problemOf(encodedAs(".tiff", real)),
        HasSubstr("picture: its pixels are floating-point numbers, which are not read"));
}

TEST_F(ReadPictureTest, FurtherPagesOfATiffAreCounted)
{
    const fs::path file = m_folder.path() / "three.tiff";
    ASSERT_TRUE(cv::imwrite(file.string(), std::vector{colours(), colours(), colours()}));
    const auto picture = readPicture(file, false);
    ASSERT_TRUE(picture) << picture.error().message;
    expectEqual(picture->pixels, colours());
    EXPECT_EQ(picture->notes.furtherPages, 2U);
}

TEST_F(ReadPictureTest, TheFirstFrameOfAGifIsReadAndTheOthersCounted)
{
    const cv::Mat grey = testPicture({67, 41}, 1);
    cv::Mat wanted;
    cv::cvtColor(grey, wanted, cv::COLOR_GRAY2BGR);
    for (const bool interlaced : {false, true}) {
        const ReadPicture one = read(gifOf({grey}, interlaced));
        expectEqual(one.pixels, wanted);
        EXPECT_EQ(one.notes, PictureNotes{});
        const ReadPicture three = read(gifOf({grey, grey, grey}, interlaced));
        expectEqual(three.pixels, wanted);
        EXPECT_EQ(three.notes.furtherPages, 2U);
    }
}

TEST_F(ReadPictureTest, SoItIsOfAnAnimatedWebp)
{
    const cv::Mat other = testPicture({67, 41}, 1);
    const cv::Rect all({}, colours().size());
    const std::string rest = encodedAs(".webp", other);
    for (const std::string& first : {losslessWebp(colours()),
             encodedAs(".webp", colours()),
             encodedAs(".webp", testPicture({67, 41}, 4))}) {
        const ReadPicture alone = read(first);
        const ReadPicture three
            = read(webpAnimation({{first, all}, {rest, all}, {rest, all}}, all.size()));
        expectEqual(three.pixels, alone.pixels);
        EXPECT_EQ(three.notes.furtherPages, 2U);
        EXPECT_EQ(read(webpAnimation({{first, all}}, all.size())).notes, PictureNotes{});
    }
}

TEST_F(ReadPictureTest, WhereTheFirstFrameOfAWebpIsNotThereIsNothing)
{
    const cv::Rect place(4, 2, 67, 41);
    const cv::Size canvas(80, 50);
    const cv::Mat picture = read(webpAnimation({{losslessWebp(colours()), place}}, canvas)).pixels;
    ASSERT_EQ(picture.size(), canvas);
    ASSERT_EQ(picture.type(), CV_8UC4);
    cv::Mat inside;
    cv::cvtColor(picture(place), inside, cv::COLOR_BGRA2BGR);
    expectEqual(inside, colours());
    EXPECT_EQ(picture.at<cv::Vec4b>(0, 0), cv::Vec4b(0, 0, 0, 0));
    const cv::Mat turned
        = read(webpAnimation({{losslessWebp(colours()), place}}, canvas, exifWith(6))).pixels;
    cv::Mat wanted;
    cv::rotate(picture, wanted, cv::ROTATE_90_CLOCKWISE);
    expectEqual(turned, wanted);
}

TEST_F(ReadPictureTest, AnAnimatedWebpThatContradictsItselfIsDamaged)
{
    const std::string frame = losslessWebp(colours());
    const cv::Rect all({}, colours().size());
    EXPECT_THAT(problemOf(webpAnimation({{frame, {2, 0, 67, 41}}}, all.size())),
        HasSubstr("picture: OpenCV cannot decode this WebP"));
    problemOf(webpAnimation({{frame, {0, 0, 9, 9}}}, all.size()));
    const std::string whole = webpAnimation({{frame, all}, {frame, all}}, all.size());
    for (std::size_t bytes = 12; bytes < whole.size(); bytes += whole.size() / 100)
        EXPECT_THAT(problemOf(whole.substr(0, bytes)), HasSubstr("damaged or cut off"));
}

TEST_F(ReadPictureTest, TransparentPixelsOfAGifAreTransparent)
{
    cv::Mat grey(4, 4, CV_8UC1, cv::Scalar(9));
    grey.at<uchar>(1, 2) = 7;
    const cv::Mat picture = read(gifOf({grey}, false, 7)).pixels;
    ASSERT_EQ(picture.type(), CV_8UC4);
    EXPECT_EQ(picture.at<cv::Vec4b>(1, 2), cv::Vec4b(0, 0, 0, 0));
    EXPECT_EQ(picture.at<cv::Vec4b>(0, 0), cv::Vec4b(9, 9, 9, 255));
}

TEST_F(ReadPictureTest, TheBytesTellTheFormatAndNotTheName)
{
    expectEqual(read(encodedAs(".png", colours()), "really.jpg").pixels, colours());
}

TEST_F(ReadPictureTest, WhatIsNotKnownHereIsNoPicture)
{
    EXPECT_THAT(problemOf(""), HasSubstr("picture: the file is empty"));
    EXPECT_THAT(problemOf("just words\n"), HasSubstr("not a picture of a format that is known"));
    EXPECT_THAT(problemOf(encodedAs(".ras", colours())), HasSubstr("not a picture of a format"));
}

TEST_F(ReadPictureTest, F214_LongGarbageAfterAnyMagicIsAnErrorByName)
{
    using namespace std::string_literals;
    std::string garbage;
    for (unsigned i = 0, seed = 1; i < 100'000; ++i, seed = seed * 1'103'515'245U + 12'345U)
        garbage += static_cast<char>(seed >> 16U);
    for (const std::string& magic : {"\xFF\xD8\xFF"s,
             "\x89PNG\r\n\x1A\n"s,
             "II*\0"s,
             "MM\0*"s,
             "II+\0"s,
             "BM"s,
             "GIF89a"s,
             "RIFF\0\1\0\0WEBPVP8 "s,
             "\xFF\x4F\xFF\x51"s,
             "P6\n"s})
        EXPECT_THAT(problemOf(magic + garbage), HasSubstr("picture: ")) << magic;
}

} // namespace
} // namespace interleave
